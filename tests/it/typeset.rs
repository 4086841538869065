//! The invariants of finished pages, checked on random documents.
use crate::support::random_documents as support;

use std::collections::BTreeMap;

use chapbook::artwork::Gallery;
use chapbook::diagnostic::Sink;
use chapbook::document::Document;
use chapbook::edition::{Edition, FigurePlace};
use chapbook::font::FontBook;
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::{PageItem, Pages, Side, typeset};
use chapbook::units::Length;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn set(document: &Document, edition: &Edition) -> Pages {
    let sink = Sink::default();
    let sources = SourceMap::default();
    let resolution = resolve(document, edition, &sources, &sink);
    let book = Book { document, resolution: &resolution, edition };
    let pages = typeset(&book, &FontBook::bundled(), &Gallery::default(), &sink);
    let found = chapbook::typeset::faults(&pages, &book);
    assert!(found.is_empty(), "{found:?}");
    // Every note begins on the page of its first call.
    let mut anchors: BTreeMap<String, usize> = BTreeMap::new();
    for (number, page) in pages.pages.iter().enumerate() {
        for placed in &page.items {
            if let PageItem::Anchor(name) = &placed.item {
                anchors.entry(name.to_string()).or_insert(number);
            }
        }
    }
    for note in &resolution.notes {
        if let Some((_, call)) = note.calls.first() {
            if pages.pages[anchors[call]].crowded {
                continue;
            }
            assert_eq!(anchors.get(&note.anchor), anchors.get(call), "note {} and its call {call}", note.anchor);
            assert!(anchors.contains_key(call), "the anchor of the call {call} is on no page");
        }
    }
    pages
}

fn check(pages: &Pages, edition: &Edition) {
    let design = &edition.design;
    for (number, page) in pages.pages.iter().enumerate() {
        assert_eq!(page.side, if number % 2 == 0 { Side::Recto } else { Side::Verso });
        let left = if page.side == Side::Recto { design.margins.inner } else { design.margins.outer };
        let right = left + design.type_width();
        let foot = page.size.height - design.margins.foot;
        let slack = Length::from_pt(0.6);
        for placed in page.items.iter().filter(|placed| !placed.role.is_artifact()) {
            if let PageItem::Line(line) = &placed.item {
                assert!(placed.at.x + slack >= left - design.size * 2, "page {number}: a line begins at {}", placed.at.x);
                // A line with words of both directions is divided again and may become wider. Such a line is reported.
                let has_rtl_letters = |text: &str| {
                    text.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'))
                };
                let mixed =
                    line.segments.iter().any(|s| matches!(s, chapbook::typeset::Segment::Glyphs(run) if has_rtl_letters(&run.text)));
                assert!(
                    mixed ||
                    // Hyphens and full stops hang in the margin.
                    placed.at.x + line.width() <= right + design.size.scaled(3, 10),
                    "page {number}: a line ends at {}, the measure at {right}: {:?}",
                    placed.at.x + line.width(),
                    line.segments
                        .iter()
                        .map(|s| match s {
                            chapbook::typeset::Segment::Glyphs(run) => format!("{} ", run.text),
                            other => format!("<{other:?}>"),
                        })
                        .collect::<String>()
                );
                assert!(placed.at.y <= foot + slack, "page {number}: a line at {}, the foot at {foot}", placed.at.y);
            }
        }
    }
    let starts: Vec<_> = pages.pages.iter().filter_map(|page| page.start).collect();
    assert!(starts.windows(2).all(|pair| pair[0] <= pair[1]), "pages begin in reading order: {starts:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, rng_seed: RngSeed::Fixed(1921), ..ProptestConfig::default() })]

    #[test]
    fn pages_keep_the_invariants(document in support::document()) {
        let edition = Edition::default();
        let pages = set(&document, &edition);
        check(&pages, &edition);
    }

    #[test]
    fn small_pages_keep_the_invariants(document in support::document()) {
        let mut edition = Edition::default();
        edition.design.page = chapbook::units::paper("e-reader").unwrap();
        edition.design.margins = chapbook::units::Sides { inner: Length::from_mm(9.0), head: Length::from_mm(12.0), outer: Length::from_mm(9.0), foot: Length::from_mm(12.0) };
        edition.design.size = Length::from_pt(9.5);
        edition.design.leading = Length::from_pt(12.0);
        let pages = set(&document, &edition);
        check(&pages, &edition);
    }

    #[test]
    fn pages_with_columns_keep_the_invariants(document in support::document(), figures in 0..2_usize) {
        let mut edition = Edition::default();
        edition.design.page = chapbook::units::paper("letter").unwrap();
        edition.design.columns = 2;
        edition.design.gutter = Length::from_mm(6.0);
        edition.design.figures.place = [FigurePlace::Near, FigurePlace::Top][figures];
        let pages = set(&document, &edition);
        check(&pages, &edition);
    }

    #[test]
    fn pages_with_moved_figures_keep_the_invariants(document in support::document(), place in 0..3_usize) {
        let mut edition = Edition::default();
        edition.design.notes.run_on = true;
        edition.design.figures.place = [FigurePlace::Top, FigurePlace::Foot, FigurePlace::Page][place];
        let pages = set(&document, &edition);
        check(&pages, &edition);
    }
}
