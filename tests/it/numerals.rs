//! A chapter whose title is a number has no number above it, in either file. All other chapters have one. All chapters are counted.
use std::fmt::Write;
use std::fs;

use crate::support::shelf::{Epub, Silent};
use crate::support::tools::pdftotext;
use chapbook::build::{BuildRequest, Outcome, build};
use lopdf::{Dictionary, Document, Object};

/// Returns the text of each page, line by line. `None` if poppler is not installed.
fn pages(path: &std::path::Path) -> Option<Vec<Vec<String>>> {
    let text = pdftotext(&["-layout"], path)?;
    let lines = |page: &str| {
        let lines = page.lines().map(|line| line.split_whitespace().filter(|word| *word != ".").collect::<Vec<_>>().join(" "));
        lines.filter(|line| !line.is_empty()).collect()
    };
    Some(text.split('\u{C}').map(lines).collect())
}

/// Returns the titles of the outline.
fn outline(path: &std::path::Path) -> Vec<String> {
    fn followed<'d>(file: &'d Document, from: &'d Dictionary, key: &str) -> Option<&'d Dictionary> {
        file.get_dictionary(from.get(key.as_bytes()).and_then(Object::as_reference).ok()?).ok()
    }
    let file = Document::load(path).unwrap();
    let mut item = followed(&file, followed(&file, file.catalog().unwrap(), "Outlines").unwrap(), "First");
    let mut titles = Vec::new();
    while let Some(own) = item {
        titles.push(lopdf::decode_text_string(own.get(b"Title").unwrap()).unwrap());
        item = followed(&file, own, "Next");
    }
    titles
}

/// Returns the headings of the content documents, with the label before the title in brackets.
fn headings(epub: &Epub) -> Vec<String> {
    let mut headings = Vec::new();
    for (_, text) in epub.documents() {
        let tree =
            roxmltree::Document::parse_with_options(text, roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() }).unwrap();
        for heading in tree.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "h1"))) {
            let words = |node: roxmltree::Node<'_, '_>| {
                let words = node.text().unwrap_or_default();
                if node.parent().is_some_and(|around| around.attribute("class") == Some("label")) {
                    format!("[{words}]")
                } else {
                    words.to_owned()
                }
            };
            headings.push(heading.descendants().filter(|node| node.is_text()).map(words).collect());
        }
    }
    headings
}

/// Builds a book of chapters with these titles, and checks the label above each title in both files.
fn proved(language: &str, chapters: &[(&str, &str, Option<&str>)]) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("book.toml"), format!("[book]\ntitle = \"Numerals\"\nlanguage = \"{language}\"\n")).unwrap();
    let mut text = String::new();
    for (nth, (written, ..)) in (1..).zip(chapters) {
        let _ = write!(text, "# {written} {{#c{nth}}}\n\nWord{nth}.\n\n");
    }
    // The last chapter refers to all others by number. Every chapter is counted, whether its number is printed or not.
    text += "# Last\n\n";
    (1..=chapters.len()).for_each(|nth| {
        let _ = writeln!(text, "[](#c{nth}){{.number}};");
    });
    fs::write(folder.path().join("a.md"), text).unwrap();
    let request = BuildRequest { path: folder.path().to_owned(), ..BuildRequest::default() };
    let Outcome { diagnostics, written, .. } = build(&request, &Silent).unwrap();
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let file = |ending: &str| written.iter().find(|path| path.to_string_lossy().ends_with(ending)).unwrap();
    let above = |label: &Option<&str>, title: &str| label.map_or(title.to_owned(), |label| format!("{label} {title}"));
    let last = (chapters.len() + 1).to_string();
    let mut listed: Vec<String> = chapters.iter().map(|(_, title, label)| above(label, title)).collect();
    listed.push(format!("{last} Last"));
    let count: String = (1..=chapters.len()).map(|nth| format!("{nth}; ")).collect();

    assert_eq!(outline(file(".pdf")), listed);
    if let Some(pages) = pages(file(".pdf")) {
        let holds = |page: &&Vec<String>, words: &str| page.iter().any(|line| line == words);
        for (nth, (_, title, label)) in (1..).zip(chapters) {
            let page = pages.iter().find(|page| holds(page, &format!("Word{nth}."))).unwrap();
            let opening: Vec<&str> = page.iter().map(String::as_str).take_while(|line| !line.starts_with("Word")).collect();
            assert_eq!(opening, label.iter().chain([title]).copied().collect::<Vec<_>>());
        }
        let is_folio = |rest: &str| rest.strip_prefix(' ').is_some_and(|folio| folio.parse::<u32>().is_ok());
        let shown = |entry: &String| pages[..6].iter().flatten().any(|line| line.strip_prefix(entry.as_str()).is_some_and(is_folio));
        assert!(listed.iter().all(shown), "{listed:?} are the contents: {:?}", &pages[..6]);
        let counted = pages.iter().flatten().any(|line| *line == count.trim_end());
        assert!(counted, "{count}");
    }

    let epub = Epub::open(fs::read(file(".epub")).unwrap());
    epub.keep(&format!("numerals-{language}.epub"));
    let documents: String = epub.documents().map(|(_, text)| text).collect();
    let (navigation, headings) = (epub.text("nav.xhtml"), headings(&epub));
    for ((_, title, label), listed) in chapters.iter().zip(&listed) {
        let heading = label.map_or((*title).to_owned(), |label| format!("[{label}] {title}"));
        assert!(headings.contains(&heading), "{heading} in {headings:?}");
        assert!(navigation.contains(&format!(">{listed}</a>")), "{listed} in {navigation}");
    }
    let plain: String = documents.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    assert!(plain.split_whitespace().collect::<Vec<_>>().join(" ").contains(count.trim_end()), "{count} in {plain}");
}

#[test]
fn a_title_that_is_a_number_has_no_number_above_it() {
    proved(
        "en",
        &[
            ("I", "I", None),
            ("XIV.", "XIV.", None),
            ("12", "12", None),
            ("Chapter 5", "Chapter 5", None),
            ("CHAPTER XL.", "CHAPTER XL.", None),
            ("The Meeting", "The Meeting", Some("6")),
            ("Mix", "Mix", Some("7")),
            ("Civic", "Civic", Some("8")),
            ("CIVIC", "CIVIC", Some("9")),
            ("Di", "Di", Some("10")),
            ("iv", "iv", Some("11")),
            ("IIII", "IIII", Some("12")),
            ("V and VI", "V and VI", Some("13")),
            ("Chapter and verse", "Chapter and verse", Some("14")),
            ("Kapitel 5", "Kapitel 5", Some("15")),
            ("I.", "I.", None),
            ("3.2", "3.2", Some("17")),
        ],
    );
}

#[test]
fn the_word_for_chapter_in_a_title_is_that_of_the_language() {
    proved("de", &[("Kapitel V.", "Kapitel V.", None), ("Chapter 5", "Chapter 5", Some("2")), ("Chapter 6", "Chapter 6", Some("3"))]);
    proved("de", &[("6. Kapitel", "6. Kapitel", None), ("Bahn", "Bahn", Some("2")), ("Post", "Post", Some("3"))]);
    proved("ru", &[("ГЛАВА VI", "ГЛАВА VI", None), ("Kapitel 7", "Kapitel 7", Some("2")), ("Дом", "Дом", Some("3"))]);
}

#[test]
fn parts_are_not_counted_if_the_author_numbers_them() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let part = |title: &str, file: &str| format!("{{ part = \"{title}\", files = [\"{file}\"] }}");
    let body = [part("I", "a.md"), part("Part II", "b.md"), part("The rest", "c.md")].join(", ");
    write("book.toml", &format!("[book]\ntitle = \"Numerals\"\nlanguage = \"en\"\n[matter]\nbody = [{body}]\n"));
    ["a.md", "b.md", "c.md"].iter().for_each(|name| write(name, "# I\n\nText.\n"));
    let Outcome { written, .. } = build(&BuildRequest { path: folder.path().to_owned(), ..BuildRequest::default() }, &Silent).unwrap();
    let file = |ending: &str| written.iter().find(|path| path.to_string_lossy().ends_with(ending)).unwrap();
    assert_eq!(outline(file(".pdf")), ["I", "Part II", "The rest"]);
    let epub = Epub::open(fs::read(file(".epub")).unwrap());
    let parts: Vec<String> = headings(&epub).into_iter().filter(|heading| heading != "Numerals" && heading != "Contents").collect();
    assert_eq!(parts, ["I", "I", "Part II", "I", "The rest", "I"]);
}
