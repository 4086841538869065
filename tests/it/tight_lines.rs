//! If nothing else closes a hole in a paragraph, a tight line does, and that is reported. The tests set a narrow book of long words that no
//! dictionary divides, in a face with wide spaces.
use std::collections::BTreeMap;
use std::path::Path;

use chapbook::document::{BlockKind, NodeId};
use chapbook::font::{FontBook, SymbolicLinks};
use chapbook::typeset::Segment;
use chapbook::units::Length;

use crate::support::setting::{BARE, Line, TypesetBook, set_in};
use crate::thousand_pages;

const WORDS: [&str; 12] =
    ["strengths", "through", "thoughts", "straight", "brought", "scratched", "a", "of", "is", "the", "stretched", "in"];
const LOOK: &str = "size = \"10pt\"\nleading = \"12pt\"\nnote-size = \"9pt\"\nnote-leading = \"11pt\"\n\
                    page = { width = \"90mm\", height = \"140mm\" }\n\
                    margins = { inner = \"15mm\", head = \"15mm\", outer = \"15mm\", foot = \"15mm\" }\n";
const FACE: &str = "text-face = \"Latin Modern Roman\"\n";
/// The width of a space in that face, and of the space after a note mark, in thousandths of the size.
const SPACE: (i64, i64) = (333, 500);

/// Sets a chapter in this design.
fn narrow(face: &str, chapter: &str, allow: &[&str]) -> TypesetBook {
    let mut fonts = FontBook::bundled();
    fonts
        .add_path(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts/latin-modern/lmroman10-regular.otf"), SymbolicLinks::Follow)
        .unwrap();
    set_in(&fonts, &format!("{BARE}{LOOK}{face}"), chapter, allow)
}

/// Text of this many words.
fn words(seed: u64, count: usize) -> String {
    let mut next = thousand_pages::numbers(seed);
    (0..count).map(|_| WORDS[next(WORDS.len())]).collect::<Vec<_>>().join(" ")
}

/// A chapter with a title and 400 paragraphs. Paragraph `n` is on line `3 + 2n` of the source.
fn chapter() -> String {
    (0..400).fold("# Chapter\n\n".to_owned(), |chapter, seed| chapter + &words(seed, 40) + ".\n\n")
}

/// Returns the widths of the spaces of a line, without the one at its end.
fn spaces(line: &Line<'_>) -> Vec<Length> {
    let space = |segment: &Segment| if let Segment::Space(width) = segment { Some(*width) } else { None };
    line.line.segments.iter().filter_map(space).filter(|width| *width > Length::ZERO).collect()
}

/// Returns the smallest and the largest space of each paragraph.
fn extremes(made: &TypesetBook) -> Vec<(Length, Length)> {
    let nodes = made.blocks(|block| matches!(block.kind, BlockKind::Paragraph(_)));
    let mut of: BTreeMap<NodeId, (Length, Length)> = BTreeMap::new();
    for line in made.lines() {
        let (least, most) = of.entry(line.node).or_insert((Length::points(99), Length::ZERO));
        for space in spaces(&line) {
            (*least, *most) = (space.min(*least), space.max(*most));
        }
    }
    nodes.iter().map(|node| of[node]).collect()
}

#[test]
fn a_tight_line_without_an_alternative_is_reported_with_its_place() {
    let made = narrow(FACE, &chapter(), &[]);
    let space = |per_cent: i64| made.design().size.scaled(SPACE.0 * per_cent, 100_000);
    let extremes = extremes(&made);
    let tight: Vec<usize> = (0..400).filter(|number| extremes[*number].0 < space(75)).collect();
    assert!((5..=40).contains(&tight.len()), "{tight:?}");
    for number in &tight {
        let (least, most) = extremes[*number];
        assert!(least > space(66) && most < space(150), "{least} and {most}: no space below two thirds, and no hole");
    }
    let expected: String = tight
        .iter()
        .map(|number| {
            let line = 3 + 2 * number;
            format!(
                "chapter.md:{line}:1: warning[tight-line]: a line of this paragraph is tight, because it would have a hole otherwise \
                 (reword it, or mark places for division with soft hyphens)\n"
            )
        })
        .collect();
    assert_eq!(made.told, expected, "such lines are reported, and no others");
    let measure = made.design().measure();
    for line in made.lines().filter(|line| line.line.text().len() > 9) {
        // A full stop hangs in the margin.
        assert!(line.line.width() <= measure + made.design().size.scaled(25, 100), "{}", line.line.text());
    }
}

#[test]
fn an_allowed_tight_line_is_set_the_same_and_not_reported() {
    let (reported, allowed) = (narrow(FACE, &chapter(), &[]), narrow(FACE, &chapter(), &["tight-line"]));
    assert_eq!(allowed.told, "");
    let lines = |made: &TypesetBook| made.lines().map(|line| (line.at, line.line.text(), spaces(&line))).collect::<Vec<_>>();
    assert_eq!(lines(&reported), lines(&allowed));
    // In a face with narrow spaces no line is tight.
    assert_eq!(narrow("", &chapter(), &[]).told, "");
}

#[test]
fn the_space_after_a_note_mark_does_not_shrink() {
    let notes: String = (0..400).map(|seed| format!("[^{seed}]: {}.\n\n", words(seed, 40))).collect();
    let calls: String = (0..400).map(|seed| format!("Word.[^{seed}] {}\n\n", words(seed + 1_000, 20))).collect();
    let made = narrow(FACE, &format!("# Chapter\n\n{calls}{notes}"), &[]);
    assert!(made.told.lines().filter(|line| line.contains(":9: warning[tight-line]")).count() > 5, "{}", made.told);
    let marks: Vec<Length> = made
        .lines()
        .filter(|line| matches!(line.line.segments.first(), Some(Segment::Glyphs(run)) if run.text.parse::<u32>().is_ok()))
        .map(|line| spaces(&line)[0])
        .collect();
    assert_eq!(marks.len(), 400);
    let white = made.design().note_size.scaled(SPACE.1, 1_000);
    assert!(marks.iter().all(|mark| *mark == white), "{:?}", marks.iter().filter(|mark| **mark != white).collect::<Vec<_>>());
}
