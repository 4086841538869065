//! A page that lacks a little height is filled with white: around headings, code and lists, and, if a line is still missing, between many
//! paragraphs. The diagnostics are true of the final pages.
use std::collections::BTreeSet;

use chapbook::document::{BlockKind, NodeId};
use chapbook::typeset::PageItem;
use chapbook::units::Length;

use crate::support::setting::{BARE, Line, TypesetBook, WIDE, set};
use crate::thousand_pages;

/// Text that fills this number of ragged lines on the measure of `PLAIN`.
fn ragged(lines: usize) -> String {
    "Of all that was said that day not much was written down. ".repeat(lines)
}

/// A chapter of short paragraphs. Each can be set in one number of lines only.
fn plain(seed: u64, shortest: usize) -> String {
    let mut next = thousand_pages::numbers(seed);
    (0..120).fold("# Chapter\n\n".to_owned(), |chapter, _| chapter + &ragged(shortest + next(3)) + "\n\n")
}

const PLAIN: &str = "justify = false\nmargins = { inner = \"15mm\", head = \"15mm\", outer = \"15mm\", foot = \"15mm\" }\n";

/// How a page is filled, measured at its lines.
struct Foot {
    /// The number of paragraphs that begin on it, without the one at its head or below its title.
    begun: usize,
    /// The height that would be missing at the foot if no white grew.
    missing: Length,
    /// The height that is missing at the foot.
    left: Length,
    /// By how much the white grows, within paragraphs and between them.
    within: BTreeSet<Length>,
    between: BTreeSet<Length>,
}

/// Returns the feet of all pages but the last. The chapter consists of paragraphs.
fn feet(made: &TypesetBook) -> Vec<Foot> {
    let paragraphs: Vec<NodeId> = made.blocks(|block| matches!(block.kind, BlockKind::Paragraph(_)));
    let design = made.design();
    let foot = design.margins.head + design.leading * design.lines();
    let lines: Vec<Line<'_>> = made.lines().filter(|line| paragraphs.contains(&line.node)).collect();
    let mut pages: Vec<&[Line<'_>]> = lines.chunk_by(|one, other| one.page == other.page).collect();
    pages.pop();
    pages
        .into_iter()
        .map(|page| {
            let grown = |own: bool| {
                page.windows(2)
                    .filter(|pair| (pair[0].node == pair[1].node) == own)
                    .map(|pair| pair[1].at.y - pair[0].at.y - design.leading)
                    .collect::<Vec<_>>()
            };
            let (within, between) = (grown(true), grown(false));
            let left = foot - made.end_of_text(page[page.len() - 1].at.y);
            let missing = left + between.iter().copied().sum() + within.iter().copied().sum();
            Foot { begun: between.len(), missing, left, within: within.into_iter().collect(), between: between.into_iter().collect() }
        })
        .collect()
}

#[test]
fn the_white_of_a_missing_line_goes_between_many_paragraphs() {
    let (mut filled, mut few, mut far) = (0, 0, 0);
    let mut titles = BTreeSet::new();
    for seed in 0..5 {
        for height in [130, 150, 165, 180, 200] {
            let page = format!("page = {{ width = \"120mm\", height = \"{height}mm\" }}\n");
            let made = set(&format!("{BARE}{PLAIN}{page}"), &plain(seed, 2));
            let leading = made.design().leading;
            titles.extend(made.lines().take(1).map(|line| line.at.y));
            for Foot { begun, missing, left, within, between } in feet(&made) {
                assert_eq!(within, BTreeSet::from([Length::ZERO]), "no white grows within paragraphs");
                if missing == leading && begun >= 7 {
                    filled += 1;
                    assert_eq!(left, Length::ZERO);
                    assert!(between.iter().all(|white| (*white - leading / begun as i64).0.abs() <= 1), "{begun}: {between:?}");
                } else {
                    (few, far) = (few + usize::from(missing == leading), far + usize::from(missing > leading));
                    assert_eq!((left, between), (missing, BTreeSet::from([Length::ZERO])), "{begun} begin");
                }
            }
        }
    }
    println!("{filled} pages filled, {few} with too few paragraphs, {far} that lack more");
    assert!(filled > 40 && few > 40 && far > 5);
    assert!(titles.len() <= 2, "titles move by a line only: {titles:?}");
}

#[test]
fn no_white_grows_on_a_grid_or_with_ragged_bottoms() {
    for look in ["grid = true\n", "ragged-bottom = true\n"] {
        let (made, mut short) = (set(&format!("{BARE}{PLAIN}{look}"), &plain(1, 2)), 0);
        for Foot { missing, left, within, between, .. } in feet(&made) {
            short += usize::from(missing > Length::ZERO);
            assert!(left == missing && [within, between].iter().all(|white| *white == BTreeSet::from([Length::ZERO])), "{look}");
        }
        assert!(short > 3, "{look}: {short}");
    }
    // With the first two settings the text between listings stays on the line grid of the page.
    let listings =
        prose(5, 60, 3).into_iter().zip(1..).map(|(text, count)| format!("{text}```\n{}end();\n```\n\n", "set();\n".repeat(count % 7)));
    let chapter = listings.fold("# Chapter\n\n".to_owned(), |chapter, next| chapter + &next);
    for (look, kept) in [("grid = true\n", true), ("ragged-bottom = true\n", true), ("", false)] {
        let made = set(&format!("{BARE}{look}"), &chapter);
        let paragraphs = made.blocks(|block| matches!(block.kind, BlockKind::Paragraph(_)));
        let lines: Vec<Line<'_>> = made.lines().filter(|line| paragraphs.contains(&line.node)).collect();
        let leading = made.design().leading.0;
        let off = lines
            .chunk_by(|one, other| one.page == other.page)
            .filter(|page| page.iter().any(|line| (line.at.y - page[0].at.y).0 % leading != 0));
        let off = off.count();
        assert!(if kept { off == 0 } else { off > 5 }, "{look:?}: white grows on {off} pages");
    }
}

/// A chapter of sections with paragraphs, code, lists and quotations.
fn technical(seed: u64) -> String {
    let sentences = thousand_pages::sentences();
    let mut next = thousand_pages::numbers(seed);
    let mut chapter = "# Chapter\n\n".to_owned();
    for number in 0..120 {
        let sentence = |next: &mut dyn FnMut(usize) -> usize| sentences[next(sentences.len())].clone();
        chapter += &match next(12) {
            0 if number > 0 => format!("## Section {number}\n\n{}", sentence(&mut next)),
            1 | 2 => format!("- {}\n- {}", sentence(&mut next), sentence(&mut next)),
            3..6 => {
                let code = (0..1 + next(12)).map(|line| if line % 4 == 3 { "\n" } else { "let line = set(words);\n" });
                format!("```\n{}end();\n```", code.collect::<String>())
            }
            6 => format!("> {}", sentence(&mut next)),
            _ => (0..1 + next(3)).map(|_| sentence(&mut next)).collect::<Vec<_>>().join(" "),
        };
        chapter += "\n\n";
    }
    chapter
}

#[test]
fn pages_of_technical_text_are_full() {
    let mut pages = 0;
    for seed in 0..8 {
        let made = set(BARE, &technical(seed));
        assert_eq!(made.told, "");
        let code = made.blocks(|block| matches!(block.kind, BlockKind::Code { .. }));
        let foot = made.design().margins.head + made.design().leading * made.design().lines();
        let end = |line: &Line<'_>| if code.contains(&line.node) { made.strip_of_code(line.at.y).1 } else { made.end_of_text(line.at.y) };
        let lines: Vec<Line<'_>> = made.lines().collect();
        for pair in lines.windows(2).filter(|pair| pair[0].page < pair[1].page) {
            // The type of a quotation is smaller, so the foot of its line is slightly higher.
            let left = foot - end(&pair[0]);
            assert!(left >= Length::ZERO && left < Length::from_pt(0.3), "{seed}: {left} below {}", pair[0].line.text());
            pages += 1;
        }
    }
    assert!(pages > 150, "{pages}");
}

/// This number of paragraphs, each of at most `most` sentences.
fn prose(seed: u64, paragraphs: usize, most: usize) -> Vec<String> {
    let sentences = thousand_pages::sentences();
    let mut next = thousand_pages::numbers(seed);
    let mut paragraph = || (0..1 + next(most)).map(|_| sentences[next(sentences.len())].clone()).collect::<Vec<_>>().join(" ") + "\n\n";
    (0..paragraphs).map(|_| paragraph()).collect()
}

const SMALL: &str = "page = { width = \"110mm\", height = \"140mm\" }\n";

/// A chapter with a short page is set once more, with more variants.
#[test]
fn few_pages_are_short_even_with_small_pages_and_short_paragraphs() {
    let (mut short, mut lacking, mut pages) = (0, 0, 0);
    for (seed, look) in (0..12).flat_map(|seed| [(seed, ""), (seed, SMALL)]) {
        let made = set(&format!("{BARE}{look}"), &format!("# Chapter\n\n{}", prose(seed, 90, 1).concat()));
        let feet = feet(&made);
        pages += feet.len();
        lacking += feet.iter().filter(|foot| foot.missing > Length::ZERO).count();
        short += feet.iter().filter(|foot| foot.left > Length::ZERO).count();
    }
    println!("{lacking} of {pages} pages lack a line, {short} are short");
    // 116 if each chapter is set only once.
    assert!(pages > 350 && short < 100, "{short} of {pages}");
}

#[test]
fn a_diagnostic_is_reported_once_if_a_chapter_is_set_twice() {
    let mut chapter = vec!["# Chapter\n\n".to_owned()];
    chapter.extend(prose(0, 90, 1));
    chapter.insert(12, "$$\na + b\n$$\n\n".to_owned());
    chapter.insert(40, "$$\na + c\n$$\n\n".to_owned());
    chapter.insert(60, "\u{12000}\n\n".to_owned());
    let made = set(&format!("{BARE}{SMALL}"), &chapter.concat());
    assert!(feet(&made).iter().any(|foot| foot.missing > Length::ZERO), "otherwise the chapter is set only once");
    let reported: Vec<&str> = made.told.lines().filter_map(|line| line.split_once("]: ").map(|(place, _)| place)).collect();
    let expected = ["125:1: warning[missing-glyph"];
    assert_eq!(reported, expected.map(|place| format!("chapter.md:{place}")));
}

/// The second setting keeps some paragraphs of the first. Their diagnostics must be reported too. Many of these chapters are printed as they
/// were set the second time.
#[test]
fn diagnostics_of_paragraphs_that_are_not_set_again_are_kept() {
    for seed in 0..12 {
        let mut chapter = vec!["# Chapter\n\n".to_owned()];
        chapter.extend(prose(seed, 90, 1));
        // Characters of four blocks, so that each has a message of its own.
        for (at, sign) in [(1, '\u{12000}'), (31, '\u{12080}'), (61, '\u{12100}'), (90, '\u{12180}')] {
            chapter[at] = format!("{} {sign}\n\n", chapter[at].trim_end());
        }
        let made = set(&format!("{BARE}{SMALL}"), &chapter.concat());
        let reported: Vec<&str> =
            made.told.lines().filter_map(|line| line.split_once(": warning[missing-glyph]")).map(|(at, _)| at).collect();
        assert_eq!(reported.len(), 4, "{seed}: {}", made.told);
        assert!(made.told.lines().count() == 4, "{seed}: {}", made.told);
        assert!(reported.iter().zip(["3:", "63:", "123:", "181:"]).all(|(place, line)| place.contains(line)), "{reported:?}");
    }
}

/// A wide table that does not span both columns is reported only if that is so on the final pages.
#[test]
fn diagnostics_are_true_of_the_final_pages() {
    let heads = "Organisation | Administration | Responsibility | Representation | Recommendation";
    let table = format!("| {heads} |\n|{}\n| {heads} |\n\n", "---|".repeat(5));
    let mut counts = [0, 0];
    // In one of these chapters the table spans both columns in the first setting, and is in its column in the second.
    for seed in 2455..2475 {
        let mut next = thousand_pages::numbers(seed);
        let (at, heading) = (3 + next(12), 3 + next(20));
        let sentences = thousand_pages::sentences();
        let mut chapter = "# Chapter\n\n".to_owned();
        for number in 0..26 {
            if number == at {
                chapter += &table;
            }
            if number == heading {
                chapter += "## Section\n\n";
            }
            let paragraph: Vec<&str> = (0..1 + next(3)).map(|_| sentences[next(sentences.len())].as_str()).collect();
            chapter += &format!("{}\n\n", paragraph.join(" "));
        }
        let made = set(&format!("{BARE}page = \"a4\"\ncolumns = 2\n"), &chapter);
        let place = |word: &str| made.lines().find(|line| line.line.text().contains(word)).map(|line| line.at.x);
        let over_both = place("Organisation").zip(place("Recommen")).is_some_and(|(left, right)| right - left > made.design().measure());
        counts[usize::from(over_both)] += 1;
        assert_eq!(made.told.contains("warning[wide-table]"), !over_both, "{seed}: {}", made.told);
    }
    assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
}

/// Technical text with some figures.
fn figured(seed: u64, figure: &str) -> String {
    let mut code = false;
    let mut chapter = String::new();
    for (number, block) in technical(seed).split("\n\n").enumerate() {
        code ^= block.matches("```").count() % 2 == 1;
        chapter += &format!("{block}\n\n");
        let within = code || block.starts_with(['#', '-', '>']) || block.is_empty();
        if number % 9 == 8 && !within {
            chapter += &format!("{figure}\n\n");
        }
    }
    chapter
}

/// If a figure moves away from its call, the builder uses the white of its new place.
#[test]
fn pages_with_figures_are_full() {
    // If the builder counted the white around figures wherever they are, 110, 15 and 23 of a thousand pages would lack a line or more,
    // above a figure at the foot or on a page without one.
    for (place, most) in [("foot", 45), ("near", 12), ("top", 12)] {
        let (mut lacking, mut all) = (0, 0);
        for seed in 0..40 {
            let made = set(BARE, &figured(seed, &format!("![A drawing.]({WIDE} \"A drawing.\"){{place={place}}}")));
            let design = made.design();
            let foot = design.margins.head + design.leading * design.lines();
            let last = made.pages.pages.len() - 1;
            for (number, page) in made.pages.pages[..last].iter().enumerate() {
                let drawn = page.items.iter().find(|placed| matches!(placed.item, PageItem::Artwork { .. }));
                let lines = made.lines().filter(|line| line.page == number && !line.line.text().contains("drawing"));
                let Some(text) = lines.map(|line| line.at.y).max() else { continue };
                // There is always a line of white above a figure at the foot.
                let end = drawn.map(|drawn| drawn.at.y - design.leading).filter(|end| *end >= text).unwrap_or(foot);
                // If the last line is code, slightly less is missing.
                lacking += usize::from(end - made.end_of_text(text) > design.leading * 3 / 4);
                all += 1;
            }
        }
        println!("{place}: {lacking} of {all}");
        assert!(all > 900 && lacking <= most, "{place}: {lacking} of {all}");
    }
}
