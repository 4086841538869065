//! Right-to-left words are set in visual order. The tests read the order from the texts of the glyph runs.
use chapbook::artwork::Gallery;
use chapbook::diagnostic::Sink;
use chapbook::font::FontBook;
use chapbook::manuscript;
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::{PageItem, Segment, typeset};

/// Sets a book of one chapter and returns its lines, with a bar between glyph runs.
fn lines(text: &str) -> Vec<String> {
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let text = format!("---\ntitle: T\nlang: en\n---\n\n# One\n\n{text}\n");
    let manuscript = manuscript::read_text("book.md", &text, &mut sources, &sink);
    let edition = &manuscript.editions[0];
    let resolution = resolve(&manuscript.document, edition, &sources, &sink);
    let book = Book { document: &manuscript.document, resolution: &resolution, edition };
    let pages = typeset(&book, &FontBook::bundled(), &Gallery::default(), &sink);
    let mut lines = Vec::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let PageItem::Line(line) = &item.item else { continue };
        let mut seen = String::new();
        for segment in &line.segments {
            match segment {
                Segment::Glyphs(run) => {
                    seen.push('|');
                    seen.push_str(&run.text);
                }
                Segment::Space(_) => seen.push_str("| "),
                Segment::Kern(_) | Segment::Drawn(_) => {}
            }
        }
        lines.push(seen.replace(" |", " ").replace("||", "|").trim_matches('|').to_owned());
    }
    lines
}

/// Returns the only line with a Hebrew letter.
fn line(text: &str) -> String {
    let found: Vec<String> = lines(text).into_iter().filter(|line| line.contains(|c| ('א'..='ת').contains(&c))).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

#[test]
fn right_to_left_words_are_set_in_visual_order() {
    // The word that is read first is on the right.
    assert_eq!(line("one אא בב two"), "one| בב| אא| two");
    assert_eq!(line("one אא two בב three"), "one| אא| two| בב| three");
    // A comma between two Hebrew words is part of the right-to-left text. A comma after them is not.
    assert_eq!(line("one אא, בב, two"), "one| בב| ,|אא|,| two");
}

#[test]
fn numbers_and_latin_words_in_right_to_left_text_run_from_left_to_right() {
    assert_eq!(line("one אא 12 בב two"), "one| בב| 12| אא| two");
    assert_eq!(line("::: {lang=he}\nאא one two בב\n:::"), "בב| one| two| אא");
}

#[test]
fn a_line_without_right_to_left_words_does_not_change() {
    assert!(lines("one (two) three").contains(&"one| (two)| three".to_owned()));
}
