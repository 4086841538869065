//! Private-use characters belong to the author. chapbook uses none of them as a mark, so all of them reach the EPUB.
use chapbook::diagnostic::Sink;
use chapbook::manuscript::read_text;
use chapbook::source::SourceMap;

use crate::support::shelf::{Epub, book};

/// The text of the content documents without the markers of pages, which may be anywhere in it.
fn text_of(epub: &Epub) -> String {
    let text: String = epub.documents().map(|(_, text)| text).collect();
    let mut pieces = text.split("<span epub:type=\"pagebreak\"");
    let first = pieces.next().unwrap_or_default().to_owned();
    first + &pieces.filter_map(|piece| piece.split_once("</span>")).map(|(_, after)| after).collect::<String>()
}

/// Every character from U+E000 to U+F8FF.
fn private_use() -> String {
    ('\u{E000}'..='\u{F8FF}').collect()
}

/// These characters in strings of 256. A label has at most 999 (CommonMark 0.31, section 4.7).
fn labels() -> Vec<String> {
    let all: Vec<char> = private_use().chars().collect();
    all.chunks(256).map(|characters| characters.iter().collect()).collect()
}

#[test]
fn private_use_characters_reach_the_epub() {
    let all = private_use();
    let calls: String = labels().iter().map(|label| format!("[^{label}]")).collect();
    let notes: String = labels().iter().map(|label| format!("[^{label}]: Note {label} ends.\n")).collect();
    let chapter = format!(
        "# One\n\nProse {all} ends.{calls} An inline note.^[Inside {all} ends.] `Code ^[{all}]`\n\n{notes}\n\
         ::: {{.a{all}}}\nDiv {all} ends.\n:::\n\n\
         ~~~ {{={all}fence}}\n7\n~~~\n\n\
         [^\u{F8FF}0]: A note with a label like a number.\n\nCalled.[^\u{F8FF}0]\n"
    );
    let built = book("", &chapter, &[]);
    let epub = built.epub.expect("an EPUB");
    let text = text_of(&epub);
    let mut expected = vec![
        format!("Prose {all} ends."),
        format!("Inside {all} ends."),
        format!("Code ^[{all}]"),
        format!("Div {all} ends."),
        format!("a{all}"),
        "A note with a label like a number.".to_owned(),
    ];
    expected.extend(labels().iter().map(|label| format!("Note {label} ends.")));
    for expected in expected {
        assert!(text.contains(&expected), "the text that begins with {:?} is missing", expected.chars().take(8).collect::<String>());
    }
    assert_eq!(text.matches("epub:type=\"noteref\"").count(), labels().len() + 2);
}

#[test]
fn labels_of_notes_keep_private_use_characters() {
    for label in labels() {
        let text = format!("A.[^{label}] B.^[C.] D.[^inline-note-0-0]\n\n[^{label}]: E.\n[^Inline-Note-0-0]: F.\n");
        let sink = Sink::default();
        let read = read_text("a.md", &text, &mut SourceMap::default(), &sink);
        assert!(sink.sorted().is_empty());
        let found: Vec<&str> = read.document.notes.iter().map(|note| note.label.as_str()).collect();
        assert!(found == [label.as_str(), "Inline-Note-0-0", "inline-1"]);
    }
}

#[test]
fn inline_notes_are_shown_as_written_where_notes_cannot_be_called() {
    let chapter = "# One\n\n`a ^[b]` $c^[d]$\n\n<pre>e^[f]</pre>\n\n~~~ {=g}\n^[h]\n~~~\n";
    let built = book("", chapter, &[]);
    let epub = built.epub.expect("an EPUB");
    let text = text_of(&epub);
    assert!(text.contains("a ^[b]") && text.contains("c to the power open bracket d close bracket") && text.contains("e^[f]"), "{text}");
    assert!(!text.contains("inline-note"), "{text}");
}
