//! Notes: the same manuscript with notes at the foot, after each chapter, and at the end of the book. Each note is there once, with the
//! mark of its calls, and links lead both ways, in the PDF and in the EPUB.
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::sync::LazyLock;

use chapbook::artwork::Gallery;
use chapbook::diagnostic::{Diagnostic, Severity, Sink};
use chapbook::document::{DivisionKind, Document};
use chapbook::edition::{Edition, NotePlacement};
use chapbook::font::FontBook;
use chapbook::manuscript;
use chapbook::resolve::{Book, NoteEntry, Resolution, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::{LinkTarget, Page, PageItem, PageKind, Pages, Segment, faults, typeset};
use chapbook::{epub, pdf};

/// The editions, named after the placement and the numbering of their notes.
const EDITIONS: &[&str] = &["foot-chapter", "foot-book", "foot-page", "chapter-chapter", "chapter-book", "book-chapter", "book-book"];

const BOOK: &str = r#"
[book]
title = "A book of notes"
authors = ["Nobody"]
language = "en-GB"
defaults = false

[matter]
front = [{ file = "preface.md", kind = "preface" }]
body = ["one.md", { part = "A part", files = ["two.md", "three.md"] }]
back = [{ file = "sources.md", kind = "bibliography" }]

[notes]
editor-prefix = "ed-"
"#;

const PREFACE: &str = "# Preface\n\nA preface with a note.[^1]\n\n[^1]: Word00 of the preface.\n";

const ONE: &str = "# A heading[^h] with a note

Text calls a note.[^1] It calls it again,[^1] and one of the editor’s.[^ed-1]

> A quotation calls one too.[^q]
>
> — Somebody[^a]

| Left | Right |
|------|-------|
| cell[^t] | plain |
| plain | cell[^ed-t] |

Table: A caption with a note.[^c]

## A section[^s]

::: figure
A figure made of words.

A caption of words.[^f]
:::

- An item.[^l]

[^h]: Word01 of the heading.
[^1]: Word02, in which another note is called.[^in]

    Its second paragraph.
[^ed-1]: Word03 of the editor.
[^q]: Word04 of the quotation.
[^a]: Word05 of the attribution.
[^t]: Word06 of a cell.
[^ed-t]: Word07 of the editor in a cell.
[^c]: Word08 of a caption.
[^s]: Word09 of a section.
[^f]: Word10 of a figure.
[^l]: Word11 of an item.
[^in]: Word12 of the note within.
";

/// A chapter of several pages with many notes.
fn long() -> String {
    let mut text = String::from("# The second chapter\n\n");
    let mut notes = String::new();
    for number in 0..40 {
        let label = if number % 7 == 3 { format!("ed-{number}") } else { number.to_string() };
        text.push_str(&format!(
            "Paragraph {number} says what all paragraphs here say, that they are long enough to make a page of a few of them,[^{label}] and \
             then it goes on for another line or two so that notes fall on several pages, each with its own.\n\n"
        ));
        notes.push_str(&format!("[^{label}]: Word{} of a long chapter, in a line of its own.\n", number + 20));
    }
    text + &notes
}

/// The book of the tests in one edition.
struct BuiltBook {
    document: Document,
    resolution: Resolution,
    edition: Edition,
    pages: Pages,
    epub: Vec<u8>,
    reported: Vec<Diagnostic>,
}

impl BuiltBook {
    fn book(&self) -> Book<'_> {
        Book { document: &self.document, resolution: &self.resolution, edition: &self.edition }
    }

    /// Returns the pages of each named destination.
    fn places(&self) -> BTreeMap<String, Vec<usize>> {
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, page) in self.pages.pages.iter().enumerate() {
            for placed in &page.items {
                if let PageItem::Anchor(name) = &placed.item {
                    places.entry(name.to_string()).or_default().push(number);
                }
            }
        }
        places
    }

    /// Returns the printed texts of the links to an anchor on the pages of the text.
    fn links(&self, anchor: &str) -> Vec<String> {
        let items = self.pages.pages.iter().filter(|page| page.kind == PageKind::Text).flat_map(|page| &page.items);
        items
            .filter_map(|placed| match &placed.item {
                PageItem::Link { to: LinkTarget::Anchor(name), text, .. } if **name == *anchor => Some(text.to_string()),
                _ => None,
            })
            .collect()
    }

    fn documents(&self) -> BTreeMap<String, String> {
        let mut archive = zip::ZipArchive::new(Cursor::new(&self.epub)).unwrap();
        let names: Vec<String> =
            archive.file_names().filter(|name| name.ends_with("html") || name.ends_with("opf")).map(str::to_owned).collect();
        let mut read = |name: String| {
            let mut text = String::new();
            archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
            (name.rsplit('/').next().unwrap().to_owned(), text)
        };
        names.into_iter().map(&mut read).collect()
    }
}

static MADE: LazyLock<BTreeMap<&'static str, BuiltBook>> = LazyLock::new(|| {
    let mut book = BOOK.to_owned();
    for name in EDITIONS {
        let (placement, numbering) = name.split_once('-').unwrap();
        book.push_str(&format!(
            "[[edition]]\nname = \"{name}\"\n[edition.notes]\nplacement = \"{placement}\"\nnumbering = \"{numbering}\"\n"
        ));
        if numbering == "page" {
            book.push_str("marks = \"symbols\"\n");
        }
        book.push_str("[edition.design]\npage = { width = \"110mm\", height = \"178mm\" }\n");
    }
    let folder = tempfile::tempdir().unwrap();
    let sources = "# Sources\n\nA source.[^1]\n\n[^1]: Word90 of the sources.\n";
    let third = "# The third *chapter*\n\nText.[^1]\n\n[^1]: Word91 of the third chapter.\n";
    let files = [
        ("book.toml", book.as_str()),
        ("preface.md", PREFACE),
        ("one.md", ONE),
        ("two.md", &long()),
        ("three.md", third),
        ("sources.md", sources),
    ];
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
    let manuscript = manuscript::read(folder.path(), &mut sources, &sink).unwrap();
    assert!(sink.sorted().is_empty(), "{:?}", sink.sorted());
    let make = |edition: &Edition| {
        let (document, sink, gallery) = (manuscript.document.clone(), Sink::default(), Gallery::default());
        let resolution = resolve(&document, edition, &sources, &sink);
        let book = Book { document: &document, resolution: &resolution, edition };
        let pages = typeset(&book, &fonts, &gallery, &sink);
        let epub = epub::write(&book, &gallery, &fonts, None, &sink).unwrap();
        let pdf = pdf::write(&pages, &book, &fonts, &gallery, &sink).unwrap();
        if let Some(folder) = std::env::var_os("NOTES_OUT") {
            let folder = std::path::Path::new(&folder);
            std::fs::write(folder.join(format!("{}.pdf", edition.name)), &pdf).unwrap();
            std::fs::write(folder.join(format!("{}.epub", edition.name)), &epub).unwrap();
        }
        BuiltBook { edition: edition.clone(), reported: sink.sorted(), document, resolution, pages, epub }
    };
    EDITIONS.iter().zip(&manuscript.editions).map(|(name, edition)| (*name, make(edition))).collect()
});

/// Returns the text of a page in the order of its items, without white space.
fn text(page: &Page) -> String {
    let mut text = String::new();
    for placed in &page.items {
        if let PageItem::Line(line) = &placed.item {
            for segment in &line.segments {
                match segment {
                    Segment::Glyphs(run) => text.push_str(&run.text),
                    Segment::Space(_) | Segment::Kern(_) | Segment::Drawn(_) => {}
                }
            }
        }
    }
    text.replace('\u{ad}', "")
}

/// Returns a unique word of each note.
fn words(made: &BuiltBook) -> Vec<String> {
    let words = made.document.notes.iter().map(|note| {
        let chapbook::document::BlockKind::Paragraph(inlines) = &note.blocks[0].kind else { panic!("a note of words") };
        chapbook::document::plain_text(inlines)[..6].to_owned()
    });
    words.collect()
}

/// Returns the first sentence of a note.
fn sentence(made: &BuiltBook, entry: &NoteEntry) -> String {
    let place = made.resolution.notes.iter().position(|other| other == entry).unwrap();
    let chapbook::document::BlockKind::Paragraph(inlines) = &made.document.notes[place].blocks[0].kind else { panic!("a note of words") };
    close(chapbook::document::plain_text(inlines).split_inclusive('.').next().unwrap())
}

/// Returns a text without white space.
fn close(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_book_has_no_diagnostic_and_no_faulty_page() {
    for (name, made) in &*MADE {
        let reported: Vec<_> = made.reported.iter().filter(|diagnostic| diagnostic.severity >= Severity::Warning).collect();
        assert!(reported.is_empty(), "{name}: {reported:?}");
        assert_eq!(faults(&made.pages, &made.book()), [], "{name}");
    }
}

#[test]
fn each_note_is_printed_once_with_the_mark_of_its_calls() {
    for (name, made) in &*MADE {
        let places = made.places();
        let all: String = made.pages.pages.iter().map(text).collect();
        for (entry, word) in made.resolution.notes.iter().zip(words(made)) {
            assert_eq!(all.matches(&word).count(), 1, "{name}: {word}");
            assert_eq!(all.matches(&sentence(made, entry)).count(), 1, "{name}: {word}");
            let marks: BTreeSet<String> = made.links(&entry.anchor).into_iter().chain(made.links(&entry.calls[0].1)).collect();
            assert_eq!(made.links(&entry.anchor).len(), entry.calls.len(), "{name}: each call of {word} is a link");
            assert_eq!(made.links(&entry.calls[0].1).len(), 1, "{name}: {word} leads back");
            assert_eq!(marks.len(), 1, "{name}: {word} has the marks {marks:?}");
            if name != &"foot-page" {
                assert_eq!(marks.first(), Some(&entry.mark), "{name}: {word}");
            }
            let home = &places[&entry.anchor];
            assert_eq!(home.len(), 1, "{name}: {word} is in one place");
            let anchor = made.resolution.anchors[&entry.division].as_str();
            let opening = places[anchor][0];
            match made.edition.notes.placement {
                NotePlacement::Foot => assert_eq!(home, &places[&entry.calls[0].1], "{name}: {word}"),
                NotePlacement::Chapter => {
                    let next = made.pages.places.iter().filter(|place| place.node > entry.division);
                    let next = next.filter(|place| made.resolution.contents.iter().any(|entry| entry.node == place.node));
                    let next = next.map(|place| place.page).min();
                    assert!(home[0] >= opening && next.is_none_or(|next| home[0] < next), "{name}: {word}");
                }
                NotePlacement::Book => {
                    let notes = made.resolution.endnotes.as_ref().unwrap();
                    let (from, to) = (places[&made.resolution.anchors[&notes.node]][0], places["sources"][0]);
                    assert!(home[0] >= from && home[0] < to, "{name}: {word}");
                }
            }
        }
    }
}

#[test]
fn marks_restart_where_the_edition_says() {
    let marks = |name: &str, editors: bool| -> Vec<String> {
        let mut notes: Vec<&NoteEntry> = MADE[name].resolution.notes.iter().filter(|entry| entry.editors == editors).collect();
        notes.sort_by_key(|entry| entry.order);
        notes.into_iter().map(|entry| entry.mark.clone()).collect()
    };
    let through: Vec<String> = (1..=marks("book-book", false).len()).map(|number| number.to_string()).collect();
    for name in ["foot-book", "chapter-book", "book-book"] {
        assert_eq!(marks(name, false), through, "{name}");
        assert_eq!(marks(name, true), ["a", "b", "c", "d", "e", "f", "g", "h"], "{name}");
    }
    for name in ["foot-chapter", "chapter-chapter", "book-chapter"] {
        assert_eq!(marks(name, false).iter().filter(|mark| *mark == "1").count(), 5, "{name}");
        assert_eq!(marks(name, true).iter().filter(|mark| *mark == "a").count(), 2, "{name}");
    }
}

#[test]
fn marks_by_page_restart_on_each_page() {
    let made = &MADE["foot-page"];
    let notes: BTreeMap<&str, &NoteEntry> = made.resolution.notes.iter().map(|entry| (entry.anchor.as_str(), entry)).collect();
    let mut pages = 0;
    for page in &made.pages.pages {
        let mut counts = [0; 2];
        for placed in &page.items {
            if let PageItem::Anchor(name) = &placed.item
                && let Some(entry) = notes.get(&**name)
            {
                counts[usize::from(entry.editors)] += 1;
                let mark = made.edition.notes.mark(entry.editors, counts[usize::from(entry.editors)]);
                assert_eq!(made.links(&entry.calls[0].1), [mark], "page {}", page.folio);
            }
        }
        pages += usize::from(counts[0] > 1);
    }
    assert!(pages > 4, "notes on {pages} pages");
}

#[test]
fn notes_are_counted_in_reading_order() {
    for (name, made) in &*MADE {
        let notes = words(made).into_iter().zip(&made.resolution.notes);
        let order: BTreeMap<String, usize> = notes.filter_map(|(word, entry)| Some((word, entry.order?))).collect();
        // The caption of a table is above it, so its notes come first.
        assert!(order["Word08"] < order["Word06"] && order["Word06"] < order["Word07"], "{name}: {order:?}");
        // A note within a note comes right after it.
        assert_eq!(order["Word12"], order["Word02"] + 1, "{name}");
        if made.edition.notes.placement == NotePlacement::Foot {
            for page in &made.pages.pages {
                let text = text(page);
                let places: Vec<(usize, usize)> = order.iter().filter_map(|(word, order)| Some((*order, text.find(word)?))).collect();
                let places: BTreeMap<usize, usize> = places.into_iter().collect();
                assert!(places.values().is_sorted(), "{name}: page {}: {text}", page.folio);
            }
        }
    }
}

#[test]
fn calls_in_headings_are_not_in_the_contents_or_running_heads() {
    for (name, made) in &*MADE {
        let one = made.resolution.contents.iter().find(|entry| entry.title.starts_with("A heading")).unwrap();
        assert_eq!(one.title, "A heading with a note", "{name}");
        assert_eq!(one.entries[0].title, "A section", "{name}");
        let notes: Vec<_> = made.resolution.contents.iter().filter(|entry| entry.kind == DivisionKind::Endnotes).collect();
        if made.edition.notes.placement == NotePlacement::Book {
            assert_eq!(notes.len(), 1);
            assert_eq!(made.resolution.contents.last().unwrap().title, "Sources", "{name}");
            assert!(made.pages.places.iter().any(|place| place.node == notes[0].node), "{name}: the outline leads to the notes");
        } else {
            assert!(notes.is_empty(), "{name}");
        }
    }
}

#[test]
fn each_note_is_in_the_epub_once_with_links_both_ways() {
    for (name, made) in &*MADE {
        let documents = made.documents();
        let together = made.edition.notes.placement == NotePlacement::Book;
        assert_eq!(documents.contains_key("notes.xhtml"), together, "{name}");
        let all: String = documents.values().map(String::as_str).collect();
        for (entry, word) in made.resolution.notes.iter().zip(words(made)) {
            assert_eq!(all.matches(&word).count(), 1, "{name}: {word}");
            assert_eq!(close(&all).matches(&sentence(made, entry)).count(), 1, "{name}: {word}");
        }
        let options = || roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let trees: BTreeMap<&str, roxmltree::Document<'_>> = documents
            .iter()
            .map(|(name, text)| (name.as_str(), roxmltree::Document::parse_with_options(text, options()).unwrap()))
            .collect();
        let target = |file: &str, href: &str| {
            let (other, id) = href.split_once('#').unwrap();
            let tree = &trees[if other.is_empty() { file } else { other }];
            tree.descendants().find(|node| node.attribute("id") == Some(id)).unwrap_or_else(|| panic!("{name}: {file} → {href}"))
        };
        let text_of = |node: roxmltree::Node<'_, '_>| -> String {
            node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect()
        };
        let mut calls = 0;
        for (file, tree) in &trees {
            for link in tree.descendants().filter(|node| node.attribute("role") == Some("doc-noteref")) {
                calls += 1;
                let note = target(file, link.attribute("href").unwrap());
                assert!(
                    text_of(note).trim_start().starts_with(&format!("{} Word", text_of(link))),
                    "{name}: {} → {}",
                    text_of(link),
                    text_of(note)
                );
            }
            for link in tree.descendants().filter(|node| node.attribute("role") == Some("doc-backlink")) {
                assert_eq!(target(file, link.attribute("href").unwrap()).attribute("role"), Some("doc-noteref"), "{name}");
                assert_eq!(*file == "notes.xhtml", together, "{name}");
            }
        }
        assert_eq!(calls, made.resolution.notes.iter().map(|entry| entry.calls.len()).sum::<usize>(), "{name}");
        if together {
            assert!(documents["nav.xhtml"].contains("<a href=\"notes.xhtml#notes\">Notes</a>"), "{name}");
            let spine = &documents.iter().find(|(name, _)| name.ends_with("opf")).unwrap().1;
            let spine = &spine[spine.find("<spine").unwrap()..];
            let at = |part: &str| spine.find(part).unwrap_or_else(|| panic!("{part} in {spine}"));
            assert!(at("chapter-3") < at("\"notes") && at("\"notes") < at("bibliography-1"), "{name}: {spine}");
        }
    }
}

/// Sets a book with these settings and returns the diagnostics.
fn reported(settings: &str, text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let book = format!("[book]\ntitle = \"A book\"\nlanguage = \"en-GB\"\n{settings}");
    std::fs::write(folder.path().join("book.toml"), book).unwrap();
    std::fs::write(folder.path().join("one.md"), text).unwrap();
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = manuscript::read(folder.path(), &mut sources, &sink).unwrap();
    let (document, edition) = (&manuscript.document, &manuscript.editions[0]);
    let resolution = resolve(document, edition, &sources, &sink);
    let pages = typeset(&Book { document, resolution: &resolution, edition }, &FontBook::bundled(), &Gallery::default(), &sink);
    assert!(!pages.pages.is_empty());
    sink.sorted().into_iter().map(|diagnostic| format!("{}: {}", diagnostic.code, diagnostic.message)).collect()
}

#[test]
fn impossible_settings_of_notes_are_reported() {
    let text = "# One\n\nText.[^1]\n\n[^1]: A note.\n";
    assert_eq!(reported("", text), [""; 0]);
    let one_of = |settings: &str| reported(settings, text).join("\n");
    assert!(one_of("[notes]\nplacement = \"feet\"\n").contains("feet"));
    assert!(one_of("[notes]\nplacment = \"foot\"\n").contains("placment"));
    assert!(one_of("[notes]\nplacement = \"book\"\nnumbering = \"page\"\n").contains("only notes at the foot"));
    assert!(one_of("[notes]\neditor-prefix = \"ed-\"\neditor-marks = \"numbers\"\n").contains("the marks of the author"));
    // A note that is called on two pages can have only one mark.
    let far = format!("# One\n\nText.[^1]\n\n{}Again.[^1]\n\n[^1]: A note.\n", "A paragraph.\n\n".repeat(90));
    assert!(reported("[notes]\nnumbering = \"page\"\n", &far).join("\n").contains("far-note"));
    assert_eq!(reported("[notes]\nnumbering = \"book\"\n", &far), [""; 0]);
}
