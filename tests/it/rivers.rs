//! No rivers: white stripes of word spaces below one another on many lines. The tests count them on finished pages of prose.
use crate::thousand_pages;

use crate::support::setting::{BARE, Line, TypesetBook, set};
use chapbook::typeset::Segment;
use chapbook::units::Length;

/// The number of lines from which spaces below one another are visible as a river.
const LONG: usize = 5;

/// Returns the spaces of a line, measured from the left edge of the page.
fn spaces(line: &Line<'_>) -> Vec<(Length, Length)> {
    let mut x = line.at.x;
    let mut spaces = Vec::new();
    for segment in &line.line.segments {
        let width = match segment {
            Segment::Glyphs(run) => run.width_in(line.line),
            Segment::Space(width) | Segment::Kern(width) => *width,
            Segment::Drawn(_) => Length::ZERO,
        };
        if matches!(segment, Segment::Space(width) if *width > Length::ZERO) {
            spaces.push((x, x + width));
        }
        x += width;
    }
    spaces
}

/// Whether two spaces overlap by at least half of the narrower one.
fn overlap(above: (Length, Length), below: (Length, Length)) -> bool {
    let common = above.1.min(below.1) - above.0.max(below.0);
    common * 2 >= (above.1 - above.0).min(below.1 - below.0)
}

/// Returns the rivers of a book, each with the text of its last line and its number of lines.
fn rivers(made: &TypesetBook) -> Vec<(String, usize)> {
    let mut rivers = Vec::new();
    let mut above: Vec<((Length, Length), usize)> = Vec::new();
    let mut before = None;
    let mut ended = |above: &[((Length, Length), usize)], below: &[(Length, Length)], text: &str| {
        let over = above.iter().filter(|(space, lines)| *lines >= LONG && !below.iter().any(|below| overlap(*space, *below)));
        rivers.extend(over.map(|(_, lines)| (text.to_owned(), *lines)));
    };
    let mut last = String::new();
    for line in made.lines() {
        if before != Some((line.page, line.node)) {
            ended(&above, &[], &last);
            above.clear();
            before = Some((line.page, line.node));
        }
        let spaces = spaces(&line);
        ended(&above, &spaces, &last);
        above = spaces
            .into_iter()
            .map(|space| {
                let over = above.iter().filter(|(above, _)| overlap(*above, space)).map(|(_, lines)| *lines).max();
                (space, over.unwrap_or(0) + 1)
            })
            .collect();
        last = line.line.text();
    }
    ended(&above, &[], &last);
    rivers
}

/// Paragraphs of this many sentences each.
fn prose(seed: u64, paragraphs: usize, sentences: usize) -> String {
    let all = thousand_pages::sentences();
    let mut next = thousand_pages::numbers(seed);
    let mut text = String::from("# Chapter\n\n");
    for _ in 0..paragraphs {
        let paragraph: Vec<&str> = (0..sentences + next(3)).map(|_| all[next(all.len())].as_str()).collect();
        text += &format!("{}\n\n", paragraph.join(" "));
    }
    text
}

/// Returns the rivers of several books, and the number of all lines.
fn counted<'s>(books: impl IntoIterator<Item = (&'s str, String)>) -> (Vec<(String, usize)>, usize) {
    let (mut found, mut lines) = (Vec::new(), 0);
    for (more, chapter) in books {
        let made = set(&format!("{BARE}{more}"), &chapter);
        found.extend(rivers(&made));
        lines += made.lines().count();
    }
    println!("{} rivers in {lines} lines: {found:?}", found.len());
    (found, lines)
}

#[test]
fn paragraphs_have_no_rivers() {
    // Three designs with different widths of letters and spaces.
    let looks = ["", "size = \"12pt\"\nleading = \"15pt\"\n", "text-face = \"Literata\"\n"];
    let (found, lines) = counted(looks.iter().flat_map(|look| (0..8).map(|seed| (*look, prose(seed, 200, 4)))));
    // Without the search for rivers there are twenty.
    assert!(lines > 60_000 && found.len() <= 1, "{found:?}");
}

#[test]
fn paragraphs_beside_a_drop_capital_have_no_rivers() {
    let looks = ["openings = { drop-cap = 3 }\n", "size = \"12pt\"\nleading = \"15pt\"\nopenings = { drop-cap = 3 }\n"];
    let opened = |seed| prose(seed, 400, 3).replace("\n\n", "\n\n# Chapter\n\n").trim_end_matches("# Chapter\n\n").to_owned();
    let (found, _) = counted(looks.iter().flat_map(|look| (0..4).map(move |seed| (*look, opened(seed)))));
    // Fourteen without the search for rivers, and eight if the search ignores the indent of the lines beside the letter.
    assert!(found.is_empty(), "{found:?}");
}
