//! Generates a book of about a thousand pages from the sentences of a test book: prose with notes, sections, quotations and lists. The
//! generator is deterministic.
use std::fmt::Write;

/// The number of chapters of the whole book. Benchmarks of shorter books use fewer.
pub(crate) const CHAPTERS: usize = 35;

const SOURCE: &str = concat!(
    include_str!("../tests/books/wealth-of-nations/002-of-the-division-of-labour.md"),
    include_str!("../tests/books/wealth-of-nations/005-of-the-origin-and-use-of-money.md"),
    include_str!("../tests/books/wealth-of-nations/009-of-the-wages-of-labour.md")
);

/// The chapters of a book, each a Markdown text of about eleven thousand words and thirty notes.
pub(crate) fn chapters(count: usize) -> Vec<String> {
    let sentences = sentences();
    (0..count).map(|number| chapter(number, &sentences)).collect()
}

/// The sentences of the source, without its notes and headings.
pub(crate) fn sentences() -> Vec<String> {
    let mut sentences = Vec::new();
    for paragraph in SOURCE.split("\n\n").filter(|text| !text.starts_with(['#', '[', '>', '-', '|', '*', ' '])) {
        let mut text = paragraph.replace('\n', " ");
        while let (Some(start), Some(end)) = (text.find("[^"), text.find(']')) {
            if end < start {
                break;
            }
            text.replace_range(start..=end, "");
        }
        sentences.extend(text.split_inclusive(". ").map(|sentence| sentence.trim().to_owned()).filter(|sentence| sentence.len() > 20));
    }
    sentences
}

/// Numbers below a bound, by Knuth's linear congruential generator (MMIX). The same seed gives the same numbers on every machine.
pub(crate) fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % bound.max(1)
    }
}

fn chapter(number: usize, sentences: &[String]) -> String {
    let mut next = numbers(number as u64 + 1);
    let (mut text, mut notes) = (format!("# Of the Matter of Chapter {}\n\n", number + 1), String::new());
    let (mut words, mut paragraphs, mut count) = (0, 0, 0);
    while words < 10_900 {
        let mut paragraph: Vec<&str> = Vec::new();
        for _ in 0..2 + next(5) {
            paragraph.push(&sentences[next(sentences.len())]);
        }
        let mut paragraph = paragraph.join(" ");
        words += paragraph.split(' ').count();
        paragraphs += 1;
        if next(3) == 0 {
            count += 1;
            let _ = write!(paragraph, "[^{count}]");
            let _ = write!(notes, "[^{count}]: {}", sentences[next(sentences.len())]);
            if next(4) == 0 {
                let _ = write!(notes, " {}", sentences[next(sentences.len())]);
            }
            notes.push_str("\n\n");
        }
        match paragraphs % 23 {
            7 => {
                let _ = write!(text, "## Of section {paragraphs}\n\n{paragraph}\n\n");
            }
            12 => {
                let _ = write!(text, "> {paragraph}\n>\n> --- Adam Smith\n\n");
            }
            17 => {
                let _ =
                    write!(text, "- {}\n- {}\n- *{}*\n\n", paragraph, sentences[next(sentences.len())], sentences[next(sentences.len())]);
            }
            _ => {
                let _ = write!(text, "{paragraph}\n\n");
            }
        }
    }
    text + &notes
}

/// Writes the book as a manuscript: one file for each chapter, and `book.toml`.
pub(crate) fn write(folder: &std::path::Path, count: usize) -> std::io::Result<()> {
    write_chapters(folder, chapters(count))
}

/// Writes these chapters as a manuscript.
pub(crate) fn write_chapters(folder: &std::path::Path, chapters: Vec<String>) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut files = Vec::new();
    for (number, text) in chapters.into_iter().enumerate() {
        let name = format!("{:02}.md", number + 1);
        std::fs::write(folder.join(&name), text)?;
        files.push(format!("\"{name}\""));
    }
    let settings = format!(
        "[book]\ntitle = \"A Thousand Pages\"\nauthors = [\"A Generator\"]\nlanguage = \"en-GB\"\ndate = \"2026\"\n\n[matter]\nbody = [{}]\n",
        files.join(", ")
    );
    std::fs::write(folder.join("book.toml"), settings)
}
