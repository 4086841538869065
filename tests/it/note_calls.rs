//! Calls of notes in unusual places: in several chapters, and in the text of links.
use crate::support::built::Built;

/// A file with two chapters that call the same note: each has a mark and a place of its own.
#[test]
fn a_note_called_from_two_chapters_stands_in_both() {
    let text = "# One\n\nA[^a] and B[^b], A again[^a].\n\n# Two\n\nB[^b], then A[^a] twice[^a].\n\n[^a]: [Note A]{#here}, see[^c].\n\n[^b]: Note B.\n\n[^c]: Note C.\n";
    let built = Built::of(text);
    let chapters: Vec<String> =
        built.epub.documents().filter(|(name, _)| name.contains("chapter")).map(|(_, text)| text.to_owned()).collect();
    let marks = |chapter: &str| -> Vec<String> {
        let calls = chapter.split("epub:type=\"noteref\"").skip(1);
        calls.map(|call| call[call.find('>').unwrap() + 1..call.find("</a>").unwrap()].to_owned()).collect()
    };
    assert_eq!(marks(&chapters[0]), ["1", "3", "1", "2"]);
    assert_eq!(marks(&chapters[1]), ["1", "2", "2", "3"]);
    for chapter in &chapters {
        assert_eq!(
            [chapter.matches("Note A").count(), chapter.matches("Note B.").count(), chapter.matches("Note C.").count()],
            [1; 3],
            "{chapter}"
        );
        // Every call leads to a note of its own chapter.
        assert!(!chapter.contains(".xhtml#n-"), "{chapter}");
    }
    assert_eq!(chapters.concat().matches("id=\"here\"").count(), 1);
    if let Some(text) = &built.pdf {
        assert_eq!(text.matches("Note A").count(), 2, "{text}");
    }
}

/// The parser does not read links around calls, so chapbook replaces such calls before.
#[test]
fn a_note_in_the_text_of_a_link_is_called_there() {
    let text = "# One\n\nSee [a book[^a]](https://example.org/a), [two^[Inline *note*.]](https://example.org/b), [ref[^a]][r] and `[code[^a]](x)`.\n\n[r]: https://example.org/r\n\n[^a]: Note A.\n";
    let built = Built::of(text);
    let chapter = built.document("a book");
    for address in ["a", "b", "r"] {
        assert!(chapter.contains(&format!("href=\"https://example.org/{address}\"")), "{address}: {chapter}");
    }
    assert_eq!(chapter.matches("epub:type=\"noteref\"").count(), 3, "{chapter}");
    assert!(chapter.contains("<code>[code[^a]](x)</code>") && chapter.contains("Inline <em>note</em>."), "{chapter}");
    assert_eq!(built.told, "");
}

/// The links to the later calls of a note stand at its end, whatever its last block is.
#[test]
fn links_to_later_calls_stand_at_the_end_of_the_note() {
    let note = |blocks: &str| {
        let built = Built::of(&format!("# One\n\nA[^a] and again[^a].\n\n[^a]: {blocks}\n"));
        let chapter = built.document("doc-footnote").to_owned();
        let start = chapter.find("<div epub:type=\"footnote\"").unwrap();
        let note = chapter[start..].split("</section>").next().unwrap().to_owned();
        assert_eq!(note.matches("doc-backlink").count(), 2, "{note}");
        // Nothing but the end of elements follows the arrow.
        let after = note.rsplit_once('\u{21a9}').unwrap().1.replace('\u{fe0e}', "");
        let words: String = after.split('<').map(|tag| tag.split_once('>').map_or(tag, |(_, text)| text).trim()).collect();
        assert_eq!(words, "", "{note}");
        note
    };
    assert!(note("One.").contains("One. <a"));
    assert!(note("One.\n\n    > A quotation.\n\n    The end.").contains("The end. <a"));
    assert!(note("One.\n\n    > A quotation.").contains("</blockquote>"));
    assert!(note("\n    - A list.").contains("<ul"));
}
