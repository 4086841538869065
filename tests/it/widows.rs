//! A line alone at the head or foot of a page is reported with its page and the reason. If there is a better way to cut the pages, there is
//! no such line. The tests set small books and read their pages.

use crate::support::setting::{BARE, Line, TypesetBook, set};

/// Pages of nine lines.
const LOW: &str = "page = { width = \"120mm\", height = \"75mm\" }\nmargins = { inner = \"15mm\", head = \"15mm\", outer = \"15mm\", foot = \"15mm\" }\nindent = \"0mm\"\n";

const SENTENCE: &str = "Of all that was said that day not much was written down. ";

/// A chapter in which every sentence calls a note. Each paragraph has this number of `sentences`, and each note `length` of them.
fn noted(paragraphs: usize, sentences: usize, length: usize) -> String {
    let (mut chapter, mut notes, mut count) = ("# Chapter\n\n".to_owned(), String::new(), 0);
    for _ in 0..paragraphs {
        for _ in 0..sentences {
            count += 1;
            chapter += &format!("{}[^{count}] ", SENTENCE.trim());
            notes += &format!("[^{count}]: {}\n\n", SENTENCE.repeat(length));
        }
        chapter += "\n\n";
    }
    chapter + &notes
}

/// Returns for each line of the text its page, from 1, and whether it is the first or the last of its paragraph.
fn ends(made: &TypesetBook) -> Vec<(usize, bool, bool)> {
    let lines: Vec<Line<'_>> = made.lines().filter(|line| !made.document.is_of_note(line.node)).collect();
    let other = |line: &Line<'_>, at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|other| other.node != line.node);
    lines.iter().enumerate().map(|(at, line)| (line.page + 1, other(line, at.checked_sub(1)), other(line, Some(at + 1)))).collect()
}

/// Returns the messages that the pages require: codes and pages.
fn expected(ends: &[(usize, bool, bool)]) -> Vec<String> {
    let mut expected = Vec::new();
    for (at, pair) in ends.windows(2).enumerate() {
        let [(page, first, last), (next, _, next_last)] = pair else { continue };
        if page < next && !last && *first {
            expected.push(format!("orphan]: on page {page} "));
        }
        if page < next && !last && *next_last {
            expected.push(format!("widow]: on page {next} "));
        }
        // The title is the first line of the book.
        if page < next && *last && at == 0 {
            expected.push(format!("heading-at-foot]: on page {page} "));
        }
    }
    expected
}

#[test]
fn each_line_alone_is_reported_with_its_page_and_the_reason() {
    let mut counts = [0; 3];
    // Each line of the text has notes of so many lines that no page has room for two or three lines.
    let cases = [(3, 3), (4, 3), (7, 3), (7, 4), (4, 5)];
    for ((length, notes), look) in cases.into_iter().flat_map(|case| [(case, ""), (case, "openings.below = 4\n")]) {
        let made = set(&format!("{BARE}{LOW}{look}"), &noted(6, notes, length));
        let expected = expected(&ends(&made));
        assert!(!expected.is_empty(), "{length}");
        for (expected, code) in expected.iter().flat_map(|place| [(place, "orphan"), (place, "widow"), (place, "heading")]) {
            assert_eq!(made.told.lines().filter(|line| line.contains(expected.as_str())).count(), 1, "{expected} in {}", made.told);
            counts[["orphan", "widow", "heading"].iter().position(|other| *other == code).unwrap()] +=
                usize::from(expected.starts_with(code));
        }
        assert_eq!(made.told.lines().count(), expected.len(), "{}", made.told);
        // With more white below the title, the first page has no room for text even without notes.
        assert!(!look.is_empty() || made.told.lines().all(|line| line.contains("the notes leave no room for another line (reword")));
    }
    assert!(counts.iter().all(|count| *count > 1), "{counts:?}");
    let made = set(&format!("{BARE}{LOW}"), &noted(2, 3, 7));
    let reported = "chapter.md:5:1: warning[widow]: on page 6 the last line of this stands alone at the head: the notes leave no room for \
                another line (reword what stands there, so that it is a line longer or shorter, or give the pages more lines)";
    assert!(made.told.lines().any(|line| line == reported), "{}", made.told);
}

/// A block that cannot be divided well stays on one page. A paragraph of one line is neither a widow nor an orphan.
#[test]
fn no_line_is_alone_if_there_is_a_better_way() {
    for sentences in 1..6 {
        for between in
            ["\n\n", "\n\n## Section\n\n", "\n\n```\nlet a;\n\nlet b;\n```\n\n", "\n\n![A drawing.](wide.svg \"A drawing.\")\n\n"]
        {
            let chapter = format!("# Chapter\n\n{}", (0..20).map(|_| SENTENCE.repeat(sentences) + between).collect::<String>());
            let made = set(&format!("{BARE}{LOW}"), chapter.trim_end().trim_end_matches("## Section"));
            let alone = ["orphan", "widow", "at-foot"].iter().any(|code| made.told.contains(code));
            assert!(!alone, "{sentences} {between}: {}", made.told);
            // The first heading is not a line of a paragraph. Chapters with captions are not compared.
            if !between.contains("drawing") {
                assert!(expected(&ends(&made)[1..]).iter().all(|line| line.starts_with("heading")), "{sentences} {between}");
            }
        }
    }
}
