//! What is empty, given twice or not closed is reported with its place.
use crate::support::built::Built;

#[track_caller]
fn reported(text: &str, wanted: &[&str]) {
    let built = Built::of(text);
    let places: Vec<&str> = built.told.lines().filter_map(|line| line.trim().strip_prefix("--> t.md:")).collect();
    assert_eq!(places, wanted, "{}", built.told);
}

#[test]
fn an_empty_manuscript_is_reported() {
    reported("", &["5:1"]);
    reported("\n\n<!-- nothing -->\n", &["5:1"]);
}

#[test]
fn a_chapter_without_text_is_reported() {
    reported("# Boats\n\n# Nets\n\nText.\n\n# Sails\n\n## Deep\n\nText.\n", &["5:1"]);
}

#[test]
fn a_heading_without_words_is_reported() {
    reported("# Boats\n\nText.\n\n##\n\nMore.\n\n#\n\nText.\n\n## `code`\n", &["9:1", "13:1"]);
    let built = Built::of("# Boats\n\nText.\n\n##\n\nMore.\n\n#\n\nLast.\n");
    assert!(built.told.contains("[broken-heading]") && built.told.contains("[nameless-chapter]"), "{}", built.told);
    let text: String = built.epub.documents().map(|(_, text)| text.to_owned()).collect();
    assert!(text.contains("Last.") && !text.contains("<h2"), "{text}");
}

/// One of several files of a book.
#[test]
fn a_file_without_text_is_reported() {
    for (text, wanted) in [("", "two.md:1:1: "), ("<!-- nothing -->\n", "two.md:1:1: "), ("\n \n", "two.md:")] {
        let built = crate::support::shelf::book("", "# One\n\nText.\n", &[("two.md", text.as_bytes())]);
        assert!(built.told.contains(wanted) && built.told.contains("[empty-text]: this file has no text"), "{}", built.told);
        assert!(built.epub.is_some(), "{}", built.told);
    }
}

#[test]
fn an_anchor_that_is_given_twice_is_reported() {
    reported("# Boats {#a}\n\nText [x]{#b} and [y]{#b}.\n\n# Nets {#a}\n\nText.\n", &["7:18", "9:1"]);
}

#[test]
fn attributes_without_a_brace_are_reported() {
    reported("# Boats {#a\n\nText [x]{.b and *more* text {0, 1}, {x | y, \\{#a.\n", &["5:9", "7:9"]);
}
