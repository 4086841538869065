//! The characters of the private use area (U+E000–U+F8FF) are ordinary characters. The program uses none of them as a mark, so a text comes
//! out of the PDF and the EPUB as it was written, with all of them.
use std::io::{Cursor, Read};

use chapbook::font::FontBook;

use crate::support::setting::{BARE, TypesetBook, set};
use crate::support::tools::pdftotext;

/// All characters of the private use area.
fn private_use() -> impl Iterator<Item = char> {
    '\u{E000}'..='\u{F8FF}'
}

/// A paragraph with one word for each of these characters. `word` makes the word.
fn paragraph(word: impl Fn(char) -> String) -> String {
    private_use().map(word).collect::<Vec<_>>().join(" ")
}

/// The text of the pages, without spaces and hyphens at line ends.
fn page_text(made: &TypesetBook) -> String {
    made.lines().map(|line| line.line.text()).collect::<String>().replace([' ', '\u{AD}'], "")
}

/// Sets one paragraph and compares what is on the pages with what was written. Returns the number of hyphenated words.
fn assert_same(settings: &str, text: &str) -> usize {
    let made = set(&format!("{BARE}{settings}"), text);
    let (found, expected) = (page_text(&made), text.replace([' ', '\u{AD}'], ""));
    if let Some(at) = found.chars().zip(expected.chars()).position(|(found, expected)| found != expected) {
        let near = |text: &str| text.chars().skip(at.saturating_sub(8)).take(16).collect::<String>();
        panic!("{:?} instead of {:?}", near(&found), near(&expected));
    }
    assert_eq!(found.len(), expected.len());
    made.lines().filter(|line| line.line.text().ends_with('\u{AD}')).count()
}

#[test]
fn they_stay_as_they_are_beside_and_within_words() {
    assert_same("", &paragraph(|c| format!("word{c} {c}word wo{c}rd {c}")));
}

#[test]
fn they_stay_as_they_are_where_words_are_hyphenated() {
    let words = |c: char| format!("internationalization{c} {c}parliamentarians uncompro\u{AD}mising{c}");
    let hyphenated = assert_same("width = \"75mm\"\nheight = \"120mm\"\n", &paragraph(words));
    assert!(hyphenated > 500, "{hyphenated} words are hyphenated");
}

/// The lines have the words in visual order, so each word is compared by itself.
#[test]
fn they_stay_as_they_are_in_right_to_left_text() {
    // Each character after, before and between letters, and between parentheses. Each word is alone on its line.
    for (before, after) in [("אב", ""), ("", "אב"), ("אב", "ab"), ("(", ")אב")] {
        let text: Vec<String> = private_use().map(|c| format!("{before}{c}{after}")).collect();
        let made = set(BARE, &text.join("\n\n"));
        let found: Vec<String> = made.lines().map(|line| line.line.text()).collect();
        let sorted = |text: &str| {
            let mut characters: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
            characters.sort_unstable();
            characters
        };
        assert_eq!(found.len(), text.len());
        for (found, expected) in found.iter().zip(&text) {
            assert_eq!(sorted(found), sorted(expected), "{found:?} instead of {expected:?}");
        }
    }
}

/// No bundled font has them: each is printed as a question mark, reported, and copied as the character.
#[test]
fn they_are_reported_and_can_be_copied_from_the_pdf_and_the_epub() {
    let fonts = FontBook::bundled();
    let made = set(BARE, &paragraph(|c| format!("word{c}")));
    assert!(made.told.contains("warning[missing-glyph]: no font has \u{E000} (U+E000), "), "{}", made.told);
    let expected = paragraph(|c| format!("word{c}"));

    let mut archive = zip::ZipArchive::new(Cursor::new(made.epub(&fonts))).unwrap();
    let names: Vec<String> = archive.file_names().filter(|name| name.ends_with(".xhtml")).map(str::to_owned).collect();
    let all = names.iter().map(|name| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        let tags = text.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
        tags.collect::<String>()
    });
    assert!(all.collect::<Vec<_>>().iter().any(|text| text.contains(&expected)), "the EPUB has other characters");

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.pdf");
    std::fs::write(&file, made.pdf(&fonts)).unwrap();
    if let Some(text) = pdftotext(&["-raw"], &file) {
        let found = text.chars().filter(|c| private_use().any(|wanted| wanted == *c));
        assert!(found.eq(private_use()), "the PDF has other characters");
    }
}
