//! Private-use characters belong to the author. None is a flag of ours, so all of them reach the EPUB.
use chapbook::diagnostic::Sink;
use chapbook::manuscript::read_text;
use chapbook::source::SourceMap;

use crate::support::shelf::book;

/// Every character from U+E000 to U+F8FF.
fn private_use() -> String {
    ('\u{E000}'..='\u{F8FF}').collect()
}

#[test]
fn private_use_characters_reach_the_epub() {
    let all = private_use();
    let chapter = format!(
        "# One\n\nProse {all} ends.[^{all}x] An inline note.^[Inside {all} ends.] `Code ^[{all}]`\n\n\
         [^{all}x]: Note {all} ends.\n\n\
         ::: {{.a{all}}}\nDiv {all} ends.\n:::\n\n\
         ~~~ {{={all}fence}}\n7\n~~~\n\n\
         [^\u{F8FF}0]: A note with a label like a number.\n\nCalled.[^\u{F8FF}0]\n"
    );
    let built = book("", &chapter, &[]);
    let epub = built.epub.unwrap_or_else(|| panic!("no EPUB: {}", built.told));
    let text: String = epub.documents().map(|(_, text)| text).collect();
    for expected in [
        format!("Prose {all} ends."),
        format!("Inside {all} ends."),
        format!("Code ^[{all}]"),
        format!("Note {all} ends."),
        format!("Div {all} ends."),
        format!("a{all}"),
        "A note with a label like a number.".to_owned(),
    ] {
        assert!(text.contains(&expected), "{} is missing", &expected[..8]);
    }
    assert_eq!(text.matches("epub:type=\"noteref\"").count(), 3);
}

#[test]
fn labels_of_notes_keep_private_use_characters() {
    let all = private_use();
    let text = format!("A.[^{all}] B.^[C.] D.[^inline-note-0-0]\n\n[^{all}]: E.\n[^Inline-Note-0-0]: F.\n");
    let sink = Sink::default();
    let read = read_text("a.md", &text, &mut SourceMap::default(), &sink);
    assert_eq!(sink.sorted(), []);
    let labels: Vec<&str> = read.document.notes.iter().map(|note| note.label.as_str()).collect();
    assert_eq!(labels, [all.as_str(), "Inline-Note-0-0", "inline-1"]);
}

#[test]
fn inline_notes_are_shown_as_written_where_notes_cannot_be_called() {
    let chapter = "# One\n\n`a ^[b]` $c^[d]$\n\n<pre>e^[f]</pre>\n\n~~~ {=g}\n^[h]\n~~~\n";
    let built = book("", chapter, &[]);
    let epub = built.epub.unwrap_or_else(|| panic!("no EPUB: {}", built.told));
    let text: String = epub.documents().map(|(_, text)| text).collect();
    assert!(text.contains("a ^[b]") && text.contains("c^[d]") && text.contains("e^[f]"), "{text}");
    assert!(!text.contains("inline-note"), "{text}");
}
