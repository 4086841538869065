//! No white stripes run down the page: on finished pages of prose, word spaces that stand below one another on many lines are counted.
use crate::thousand_pages;

use crate::support::setting::{BARE, Line, Made, set};
use chapbook::typeset::Segment;
use chapbook::units::Length;

/// Lines on which spaces stand below one another before it is seen.
const LONG: usize = 5;

/// Where the spaces of a line are, from the left edge of the page.
fn spaces(line: &Line<'_>) -> Vec<(Length, Length)> {
    let mut x = line.at.x;
    let mut spaces = Vec::new();
    for segment in &line.line.segments {
        let width = match segment {
            Segment::Glyphs(run) => run.width_in(line.line),
            Segment::Space(width) | Segment::Kern(width) => *width,
        };
        if matches!(segment, Segment::Space(width) if *width > Length::ZERO) {
            spaces.push((x, x + width));
        }
        x += width;
    }
    spaces
}

/// Whether half of the narrower of two spaces is below the other.
fn overlap(above: (Length, Length), below: (Length, Length)) -> bool {
    let common = above.1.min(below.1) - above.0.max(below.0);
    common * 2 >= (above.1 - above.0).min(below.1 - below.0)
}

/// The rivers of a book: with which words each begins, and on how many lines of a paragraph it stands.
fn rivers(made: &Made) -> Vec<(String, usize)> {
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

/// Paragraphs of so many sentences each.
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

/// How many rivers some books have, and of how many lines they are.
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
    // Three widths of letters and spaces.
    let looks = ["", "size = \"12pt\"\nleading = \"15pt\"\n", "text-face = \"Literata\"\n"];
    let (found, lines) = counted(looks.iter().flat_map(|look| (0..8).map(|seed| (*look, prose(seed, 200, 4)))));
    // Twenty where nobody looks for them.
    assert!(lines > 60_000 && found.len() <= 1, "{found:?}");
}

#[test]
fn nor_have_those_beside_a_drop_capital() {
    let looks = ["openings = { drop-cap = 3 }\n", "size = \"12pt\"\nleading = \"15pt\"\nopenings = { drop-cap = 3 }\n"];
    let opened = |seed| prose(seed, 400, 3).replace("\n\n", "\n\n# Chapter\n\n").trim_end_matches("# Chapter\n\n").to_owned();
    let (found, _) = counted(looks.iter().flat_map(|look| (0..4).map(move |seed| (*look, opened(seed)))));
    // Fourteen where nobody looks for them, eight where it is forgotten that the lines beside the letter begin further in.
    assert!(found.is_empty(), "{found:?}");
}
