//! What stands where on a page: notes that share a line, figures that move, tables that are turned, lines on a grid. Small
//! books in, pages out.
#![allow(clippy::unwrap_used, clippy::print_stdout, unreachable_pub, reason = "tests may be blunt")]
use std::collections::BTreeMap;

use chapbook::artwork::{Artwork, Gallery};
use chapbook::diagnostic::Sink;
use chapbook::font::FontBook;
use chapbook::manuscript;
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::{PageItem, Pages, Segment, TextLine, faults, typeset};
use chapbook::units::Point;

/// A book of one chapter, set.
struct Made {
    pages: Pages,
    told: Vec<String>,
}

/// Sets a chapter. `settings` is what `book.toml` says below `[book]`. Kept as a PDF where `PAGES_OUT` asks for it.
fn set(name: &str, settings: &str, chapter: &str) -> Made {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("chapter.md"), chapter).unwrap();
    std::fs::write(folder.path().join("book.toml"), format!("[book]\ntitle = \"T\"\nlanguage = \"en-GB\"\n{settings}")).unwrap();
    let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
    let drawing = |height: u32| {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"{height}\"><rect width=\"400\" height=\"{height}\" fill=\"#ccc\"/></svg>"
        );
        (format!("{height}.svg"), Artwork::read(svg.into_bytes()).unwrap())
    };
    let gallery = Gallery { artworks: [100, 200, 300, 540].into_iter().map(drawing).collect() };
    for (path, artwork) in &gallery.artworks {
        std::fs::write(folder.path().join(path), &artwork.bytes[..]).unwrap();
    }
    let read = manuscript::read(folder.path(), &mut sources, &sink).unwrap();
    let edition = read.editions[0].clone();
    let resolution = resolve(&read.document, &edition, &sources, &sink);
    let book = Book { document: &read.document, resolution: &resolution, edition: &edition };
    let pages = typeset(&book, &fonts, &gallery, &sink);
    if let Some(out) = std::env::var_os("PAGES_OUT") {
        let pdf = chapbook::pdf::write(&pages, &book, &fonts, &gallery, &sink).unwrap();
        std::fs::write(std::path::Path::new(&out).join(format!("{name}.pdf")), pdf).unwrap();
    }
    assert_eq!(faults(&pages, &book), [], "{name}");
    let told = sink.sorted().into_iter().map(|told| format!("{}: {} {:?}", told.code, told.message, told.label)).collect();
    Made { pages, told }
}

fn text(line: &TextLine) -> String {
    let part = |segment: &Segment| match segment {
        Segment::Glyphs(run) => run.text.to_string(),
        Segment::Space(_) => " ".to_owned(),
        Segment::Kern(_) => String::new(),
    };
    line.segments.iter().map(part).collect()
}

impl Made {
    /// All lines of the text: page from 0, place, words.
    fn lines(&self) -> Vec<(usize, Point, String)> {
        let pages = self.pages.pages.iter().enumerate();
        let items = pages.flat_map(|(number, page)| page.items.iter().map(move |placed| (number, placed)));
        items
            .filter_map(
                |(number, placed)| if let PageItem::Line(line) = &placed.item { Some((number, placed.at, text(line))) } else { None },
            )
            .collect()
    }
}

const NO_FRONT: &str = "title-pages = false\ncontents = false\n";

/// So many sentences.
fn sentences(count: usize) -> String {
    "Of all that was said that day not much was written down, and less was kept. ".repeat(count)
}

#[test]
fn short_notes_share_a_line() {
    let mut chapter = String::from("# Chapter\n\n");
    let mut notes = String::new();
    for number in 1..=40 {
        chapter.push_str(&format!("{} Call.[^{number}] {}\n\n", sentences(2), sentences(3)));
        let note = match number % 5 {
            0 => format!("Long{number}. {}", sentences(3)),
            _ => format!("Ibid{number}., p. 12."),
        };
        notes.push_str(&format!("[^{number}]: {note}\n\n"));
    }
    chapter.push_str(&notes);
    let apart = set("notes-apart", &format!("[design]\n{NO_FRONT}"), &chapter);
    let shared = set("notes-shared", &format!("[design]\n{NO_FRONT}notes = {{ run-on = true }}\n"), &chapter);
    assert!(shared.told.is_empty(), "{:?}", shared.told);
    let rows = |made: &Made| {
        let mut rows: BTreeMap<(usize, i64), Vec<(Point, String)>> = BTreeMap::new();
        for (page, at, text) in made.lines().into_iter().filter(|(.., text)| text.contains("Ibid") || text.contains("Long")) {
            rows.entry((page, at.y.0)).or_default().push((at, text));
        }
        rows
    };
    assert!(rows(&apart).values().all(|row| row.len() == 1));
    let rows = rows(&shared);
    assert!(rows.values().filter(|row| row.len() >= 2).count() > 5, "{rows:?}");
    for row in rows.values() {
        // From left to right in the order of their marks, and a long note by itself.
        assert!(row.windows(2).all(|pair| pair[0].0.x < pair[1].0.x), "{row:?}");
        assert!(row.len() == 1 || row.iter().all(|(_, text)| text.contains("Ibid")), "{row:?}");
    }
    let all: Vec<String> = rows
        .values()
        .flatten()
        .map(|(_, text)| text.split(['.', ' ']).find(|word| word.starts_with(['I', 'L'])).unwrap()[4..].to_owned())
        .collect();
    assert_eq!(all, (1..=40).map(|number| number.to_string()).collect::<Vec<_>>(), "every note once, in order");
    assert!(shared.pages.pages.len() <= apart.pages.pages.len());
}
