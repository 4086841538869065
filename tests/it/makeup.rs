//! Books with many notes: a generated book of a thousand pages, most of them with notes, some long, some two in one line; and
//! The Wealth of Nations in `tests/books`. There are no widows and no orphans. Every note begins on the page of its call, and hardly a
//! page with notes is short.
use crate::thousand_pages;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chapbook::artwork::Gallery;
use chapbook::diagnostic::Sink;
use chapbook::document::{BlockKind, Document, NodeId, Visit, walk_blocks};
use chapbook::edition::Edition;
use chapbook::font::FontBook;
use chapbook::manuscript;
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::{ItemRole, Page, PageItem, PageKind, Pages, faults, typeset};
use chapbook::units::Length;

/// A chapter whose sentences call up to two notes each. Most notes are short, some have a dozen lines or more.
fn crowded_chapter(number: usize, sentences: &[String]) -> String {
    let mut next = thousand_pages::numbers(number as u64 + 1921);
    let (mut text, mut notes, mut count) = (format!("# Of the Matter of Chapter {}\n\n", number + 1), String::new(), 0);
    for _ in 0..60 {
        for _ in 0..1 + next(5) {
            let sentence = &sentences[next(sentences.len())];
            let words: Vec<&str> = sentence.split(' ').collect();
            let called = if next(7) == 0 { 1 + next(2) } else { 0 };
            let places: Vec<usize> = (0..called).map(|_| next(words.len())).collect();
            for (at, word) in words.iter().enumerate() {
                text.push_str(word);
                for _ in places.iter().filter(|place| **place == at) {
                    count += 1;
                    text.push_str(&format!("[^{count}]"));
                    let long = if next(9) == 0 { 2 + next(4) } else { 1 };
                    let note: Vec<&str> = (0..long).map(|_| sentences[next(sentences.len())].as_str()).collect();
                    notes.push_str(&format!("[^{count}]: {}\n\n", note.join(" ")));
                }
                text.push(' ');
            }
        }
        text.push_str("\n\n");
    }
    text + &notes
}

/// Counts of the faults on the pages of a book.
#[derive(Debug, Default)]
pub struct Counts {
    pages: usize,
    notes: usize,
    /// Pages with the last line of a paragraph alone at the head, by folio.
    widows: Vec<String>,
    /// Pages with the first line of a paragraph alone at the foot.
    orphans: Vec<String>,
    /// Pages with a line or more of white between text and notes, although the division continues.
    pub short: Vec<String>,
    /// Pages without notes, with a line or more of white at the foot.
    pub white: Vec<String>,
    /// Notes that continue on the next page.
    split: usize,
    /// Facing pages without notes whose text ends at different heights.
    uneven: Vec<String>,
    /// The white between the title of each chapter and its text, in lines.
    openings: Vec<f64>,
}

/// The paragraphs of the text or of the notes.
#[derive(Default)]
struct Blocks {
    paragraphs: BTreeSet<NodeId>,
}

impl Visit for Blocks {
    fn block(&mut self, block: &chapbook::document::Block) {
        if matches!(block.kind, BlockKind::Paragraph(_)) {
            self.paragraphs.insert(block.node.id);
        }
    }
}

impl Counts {
    pub fn summary(&self) -> String {
        format!(
            "{} pages, {} notes, {} split, {} widows, {} orphans, short: {:?} with notes, {:?} without, {} uneven",
            self.pages,
            self.notes,
            self.split,
            self.widows.len(),
            self.orphans.len(),
            self.short,
            self.white,
            self.uneven.len()
        )
    }
}

pub fn counts(pages: &Pages, document: &Document, edition: &Edition) -> Counts {
    let design = &edition.design;
    let mut text = Blocks::default();
    for (_, division) in document.divisions() {
        chapbook::document::walk_division(division, &mut text);
    }
    let mut notes = Blocks::default();
    document.notes.iter().for_each(|note| walk_blocks(&note.blocks, &mut notes));
    let mut counts = Counts { pages: pages.pages.len(), notes: document.notes.len(), ..Counts::default() };
    // For each block: its pages, and its lines on each.
    let mut lines: BTreeMap<NodeId, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, page) in pages.pages.iter().enumerate() {
        for placed in &page.items {
            if let (PageItem::Line(_), ItemRole::Content(node)) = (&placed.item, placed.role) {
                match lines.entry(node).or_default() {
                    at if at.last().is_some_and(|last| last.0 == number) => at.last_mut().unwrap().1 += 1,
                    at => at.push((number, 1)),
                }
            }
        }
    }
    for (node, on) in &lines {
        if notes.paragraphs.contains(node) {
            counts.split += usize::from(on.len() > 1);
        } else if text.paragraphs.contains(node) && on.len() > 1 {
            if on.last().unwrap().1 == 1 {
                counts.widows.push(pages.pages[on.last().unwrap().0].folio.to_string());
            }
            if on[0].1 == 1 {
                counts.orphans.push(pages.pages[on[0].0].folio.to_string());
            }
        }
    }
    let foot = |page: &Page| {
        let mut last = Length::ZERO;
        let mut first_note = None;
        for placed in &page.items {
            if let (PageItem::Line(_), ItemRole::Content(node)) = (&placed.item, placed.role) {
                if notes.paragraphs.contains(&node) {
                    first_note.get_or_insert(placed.at.y);
                } else if placed.at.y > last {
                    last = placed.at.y;
                }
            }
        }
        (last, first_note)
    };
    for page in pages.pages.iter().filter(|page| page.kind == PageKind::Text) {
        if page.items.first().is_some_and(|placed| placed.at.y < design.margins.head) {
            continue;
        }
        let lines = page.items.iter().filter(|placed| matches!((&placed.item, placed.role), (PageItem::Line(_), ItemRole::Content(_))));
        let heights: Vec<Length> = lines.map(|placed| placed.at.y).take(3).collect();
        // A page with only one line has no white below its title.
        let white = heights.windows(2).map(|pair| pair[1] - pair[0]).max();
        counts.openings.extend(white.map(|white| white.to_pt() / design.leading.to_pt()));
    }
    let bottom = design.margins.head + design.leading * design.lines();
    let mut before: Option<(usize, Length, bool)> = None;
    for (number, page) in pages.pages.iter().enumerate() {
        let (last, note) = foot(page);
        // The division continues if the next page has a running head, because a page with an opening has none.
        let next = pages.pages.get(number + 1);
        let goes_on = page.kind == PageKind::Text
            && next.is_some_and(|next| {
                next.kind == PageKind::Text
                    && next.items.first().is_some_and(|placed| placed.at.y < design.margins.head && placed.role.is_artifact())
            });
        if goes_on {
            match note {
                // From the strip of the last line to that of the first note, without the gap that is always there.
                Some(note) => {
                    let strip = |leading: Length, size: Length| (leading - size) / 2 + size.scaled(78, 100);
                    let top = note - strip(design.note_leading, design.note_size);
                    let end = last + design.leading - strip(design.leading, design.size);
                    let white = top - end - design.leading.scaled(60, 100);
                    // Less than a line may be there in any case, because notes have another leading.
                    if white > design.leading + Length::from_pt(0.5) {
                        counts.short.push(format!("{} ({:.1})", page.folio, white.to_pt() / design.leading.to_pt()));
                    }
                }
                None => {
                    let white = bottom - last - design.leading.scaled(40, 100);
                    if white > design.leading / 2 {
                        counts.white.push(format!("{} ({:.1})", page.folio, white.to_pt() / design.leading.to_pt()));
                    }
                }
            }
            if number % 2 == 0
                && let Some((_, verso, true)) = before.filter(|(at, ..)| at + 1 == number)
                && note.is_none()
                && verso != last
            {
                counts.uneven.push(page.folio.to_string());
            }
        }
        before = goes_on.then_some((number, last, note.is_none()));
    }
    counts
}

/// Sets the book in a folder.
fn measure(folder: &Path) -> Counts {
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let read = manuscript::read(folder, &mut sources, &sink).unwrap();
    let edition = &read.editions[0];
    let resolution = resolve(&read.document, edition, &sources, &sink);
    let book = Book { document: &read.document, resolution: &resolution, edition };
    let pages = typeset(&book, &FontBook::bundled(), &Gallery::default(), &sink);
    assert_eq!(faults(&pages, &book), []);
    counts(&pages, &read.document, edition)
}

#[test]
fn a_thousand_pages_with_notes_have_no_widows_orphans_or_short_pages() {
    let folder = tempfile::tempdir().unwrap();
    let sentences = thousand_pages::sentences();
    let chapters = (0..52).map(|number| crowded_chapter(number, &sentences)).collect();
    // `CHAPBOOK_KEEP` names a folder in which the manuscript is kept.
    let path = std::env::var_os("CHAPBOOK_KEEP").map_or(folder.path().to_owned(), |kept| Path::new(&kept).join("pressed"));
    thousand_pages::write_chapters(&path, chapters).unwrap();
    let counts = measure(&path);
    println!("{}", counts.summary());
    assert!(counts.pages > 1_000, "{} pages", counts.pages);
    assert!(counts.notes > counts.pages, "{} notes", counts.notes);
    assert!(counts.widows.is_empty(), "widows: {:?}", counts.widows);
    assert!(counts.orphans.is_empty(), "orphans: {:?}", counts.orphans);
    // Two pages near an opening have white above their notes, because the white of the opening does not grow.
    assert!(counts.short.len() <= 2, "short pages: {:?}", counts.short);
    assert!(counts.white.len() * 100 <= counts.pages, "pages with white at the foot: {:?}", counts.white);
    assert!(counts.split * 100 <= counts.notes, "split notes: {}", counts.split);
    // Chapters open alike: no two differ by more than a line.
    let mut openings = counts.openings.clone();
    openings.sort_by(f64::total_cmp);
    assert_eq!(openings.len(), 52);
    assert!(openings[51] - openings[0] < 1.01, "{openings:?}");
}

#[test]
fn the_wealth_of_nations_has_no_widows_orphans_or_short_pages() {
    let counts = measure(Path::new("tests/books/wealth-of-nations"));
    println!("{}", counts.summary());
    assert!(
        counts.widows.is_empty() && counts.orphans.is_empty() && counts.short.is_empty() && counts.white.is_empty(),
        "{}",
        counts.summary()
    );
}

#[test]
fn running_heads_name_the_section_that_begins_or_continues() {
    let folder = tempfile::tempdir().unwrap();
    let sentences = thousand_pages::sentences();
    let long = sentences[..60].join(" ");
    std::fs::write(
        folder.path().join("1.md"),
        format!("# Chapter\n\n{long}\n\n## First section\n\n{long}\n\n{long}\n\n## Second section\n\n{long}\n"),
    )
    .unwrap();
    let heads = "[book]\ntitle = \"T\"\nlanguage = \"en\"\n[design]\nheads = { recto = \"section\", verso = \"section\" }\n";
    std::fs::write(folder.path().join("book.toml"), heads).unwrap();
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let read = manuscript::read(folder.path(), &mut sources, &sink).unwrap();
    let edition = &read.editions[0];
    let resolution = resolve(&read.document, edition, &sources, &sink);
    let book = Book { document: &read.document, resolution: &resolution, edition };
    let pages = typeset(&book, &FontBook::bundled(), &Gallery::default(), &sink);
    let heads_of = |page: &Page| -> Vec<String> {
        let head = |line: &chapbook::typeset::TextLine| {
            line.segments
                .iter()
                .filter_map(|segment| match segment {
                    chapbook::typeset::Segment::Glyphs(run) => Some(run.text.as_ref()),
                    chapbook::typeset::Segment::Space(_) => Some(" "),
                    chapbook::typeset::Segment::Kern(_) | chapbook::typeset::Segment::Drawn(_) => None,
                })
                .collect::<String>()
        };
        let above = page.items.iter().filter(|placed| placed.at.y < edition.design.margins.head && placed.role.is_artifact());
        above.filter_map(|placed| if let PageItem::Line(line) = &placed.item { Some(head(line)) } else { None }).collect()
    };
    let titles: Vec<String> = pages.pages.iter().flat_map(heads_of).filter(|text| text.contains(' ') || text == "Chapter").collect();
    let first = titles.iter().position(|title| title == "First section").unwrap();
    let second = titles.iter().position(|title| title == "Second section").unwrap();
    assert!(first < second && titles[second..].iter().all(|title| title == "Second section"), "{titles:?}");
    assert!(titles[first..second].iter().all(|title| title == "First section") && second - first > 2, "{titles:?}");
}
