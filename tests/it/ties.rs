//! On finished pages no line ends between words that belong together.
use chapbook::artwork::Gallery;
use chapbook::diagnostic::Sink;
use chapbook::font::FontBook;
use chapbook::manuscript;
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::{PageItem, Segment, typeset};

/// Sets a book of one chapter. Returns its lines and the codes of the diagnostics.
fn set(lang: &str, text: &str) -> (Vec<String>, Vec<String>) {
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let text = format!("---\ntitle: T\nlang: {lang}\n---\n\n# One\n\n{text}\n");
    let manuscript = manuscript::read_text("book.md", &text, &mut sources, &sink);
    let edition = &manuscript.editions[0];
    let resolution = resolve(&manuscript.document, edition, &sources, &sink);
    let book = Book { document: &manuscript.document, resolution: &resolution, edition };
    let pages = typeset(&book, &FontBook::bundled(), &Gallery::default(), &sink);
    let mut lines = Vec::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let PageItem::Line(line) = &item.item else { continue };
        let parts = line.segments.iter().map(|segment| match segment {
            Segment::Glyphs(run) => run.text.to_string(),
            Segment::Space(_) => " ".to_owned(),
            Segment::Kern(_) | Segment::Drawn(_) => String::new(),
        });
        lines.push(parts.collect());
    }
    (lines, sink.sorted().iter().map(|diagnostic| diagnostic.code.to_string()).collect())
}

#[test]
fn no_line_ends_between_words_that_belong_together() {
    let text =
        "В 1917 г. В. И. Ленин и *А.* М. Коллонтай спорили\nо том, как в условиях войны, т. е. голода, с.\n12, № 5 — об этом и т. д. ";
    for begin in 0..12 {
        let (lines, codes) = set("ru", &format!("{} {}", "слово ".repeat(begin), text.repeat(6)));
        assert!(codes.is_empty(), "{codes:?}");
        for line in lines {
            let last = line.rsplit(' ').next().unwrap_or_default();
            assert!(!matches!(last, "с." | "№" | "В." | "И." | "А." | "М." | "т."), "{line}");
            assert!(!line.starts_with(['—', '–']) && !line.starts_with("г.") && !line.starts_with("д."), "{line}");
        }
    }
}

/// A line that is wider than the measure would be worse.
#[test]
fn a_chain_that_is_wider_than_a_line_may_be_broken() {
    let cell = "10 000 000 000 000 000 000 000 кг и т. д., В. И. А. Б. В. Г. Д. Е. Ленин";
    let table = format!("| a | b | c | d |\n|---|---|---|---|\n| {cell} | {cell} | {cell} | {cell} |");
    let (lines, codes) = set("ru", &table);
    assert!(codes.is_empty(), "{codes:?}");
    assert!(lines.len() > 12, "{lines:?}");
}

/// British patterns do not divide "everything". It is divided only if the line would have a hole otherwise.
#[test]
fn a_word_that_the_patterns_do_not_divide_is_divided_only_to_close_a_hole() {
    let text = "In as short a time as Mr.\u{a0}Collins’s long speeches would allow, everything was settled between them to the satisfaction of both; and as they entered the house, he earnestly entreated her to name the day that was to make him the happiest of men.";
    let divided = |text: &str| set("en-GB", &format!("The first.\n\n{text}")).0.iter().filter(|line| line.ends_with("every\u{ad}")).count();
    assert_eq!(divided(text), 1);
    assert_eq!(divided(&text.replace("In as short", "It was in as short")), 0);
}

/// The same holds for a name that no dictionary divides, and for a path in the text.
#[test]
fn a_name_and_a_path_are_divided_only_to_close_a_hole() {
    let name = "The Gardiners stayed a week at Longbourn; and what with the Philipses, the Lucases, and the officers, there was not a day without its engagement.";
    let path = "We do not need to annotate any code that stands in *tests/integration_test.rs* with more. Cargo treats the directory of the tests specially and compiles what is in it only when we ask for that.";
    for (text, first, end) in [(name, "The Gardiners", "Philip\u{ad}"), (path, "We do", "integration_")] {
        let is_divided = |text: &str| set("en-GB", &format!("The first.\n\n{text}")).0.iter().any(|line| line.ends_with(end));
        assert!(is_divided(text));
        assert!(!is_divided(&text.replace(first, &format!("{first} often"))));
    }
}
