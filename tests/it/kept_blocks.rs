//! Anchors that print nothing take no room. Captions and announcing lines stay on the page of their block. The tests build small books and
//! read their pages.
use std::fs;
use std::path::Path;

use chapbook::artwork::Gallery;
use chapbook::diagnostic::Sink;
use chapbook::font::FontBook;
use chapbook::manuscript;
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::{Segment, faults, proof, typeset};

use crate::support::setting::BARE;

/// Builds a chapter. Returns each page as lines with their positions.
fn pages(chapter: &str) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("book.toml"), "[book]\ntitle = \"Kept\"\nlanguage = \"en-GB\"\n").unwrap();
    fs::write(folder.path().join("a.md"), chapter).unwrap();
    set(folder.path())
}

fn set(folder: &Path) -> Vec<Vec<String>> {
    let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
    let read = manuscript::read(folder, &mut sources, &sink).unwrap();
    let edition = read.editions.iter().find(|edition| edition.pdf).unwrap();
    let resolution = resolve(&read.document, edition, &sources, &sink);
    let book = Book { document: &read.document, resolution: &resolution, edition };
    let pages = typeset(&book, &fonts, &Gallery::default(), &sink);
    assert_eq!(faults(&pages, &book), []);
    let proof = proof(&pages);
    proof.split("page ").skip(1).map(|page| page.lines().map(ToOwned::to_owned).collect()).collect()
}

/// Returns the lines of text with their positions.
fn lines(pages: &[Vec<String>]) -> Vec<String> {
    let position_and_text = |line: &String| {
        let (place, text) = line.split_once(" node ")?;
        Some(format!("{} {}", place.trim(), text.split_once(": \"")?.1))
    };
    pages.iter().flatten().filter_map(position_and_text).collect()
}

/// Returns the page on which a text begins.
fn page_of(pages: &[Vec<String>], text: &str) -> usize {
    pages.iter().position(|page| page.iter().any(|line| line.contains(text))).unwrap_or_else(|| panic!("{text} is on no page"))
}

const TEXT: &str = "The delegates met for nine days in a hall without heat, and argued about who should manage the factories.";

#[test]
fn an_anchor_alone_takes_no_room_and_leads_to_the_next_block() {
    let chapter = |name: &str| format!("# One\n\n{TEXT}\n\n{name}## The hall\n\n{TEXT}\n\n{name}{TEXT} See [there](#old).\n");
    let plain = pages(&chapter(""));
    let named = pages(&chapter("<a id=\"old\"></a>\n<a id=\"older\"></a>\n\n").replacen(
        "<a id=\"old\"></a>\n<a id=\"older\"></a>\n\nThe",
        "The",
        1,
    ));
    assert_eq!(lines(&named), lines(&plain));
    // The page still has the anchor, at some position.
    let place = |line: &str| line.split_whitespace().nth(1).map(ToOwned::to_owned);
    let page = &named[page_of(&named, "anchor")];
    assert!(page.iter().any(|line| line.contains("anchor") && line.contains("old") && place(line).is_some()), "{page:?}");
}

/// Checks that two texts are on one page, at every height of the page. The number of paragraphs before them varies.
fn at_every_height(chapter: impl Fn(usize) -> String, first: &str, second: &str) {
    for before in 20..36 {
        let pages = pages(&chapter(before));
        assert_eq!(page_of(&pages, first), page_of(&pages, second), "after {before} paragraphs");
    }
}

#[test]
fn a_caption_in_a_paragraph_stays_with_its_listing_or_table() {
    let short = |count: usize| "They met again.\n\n".repeat(count);
    let table = "| Town | Votes |\n|---|---|\n| Perm | 12 |\n| Samara | 45 |\n";
    let above = |before: usize| format!("# One\n\n{}<span class=\"caption\">Table B-1: Votes</span>\n\n{table}\n\n{TEXT}\n", short(before));
    at_every_height(above, "Table B-1", "Perm");
    let below = |before: usize| {
        format!("# One\n\n{}```\nlet a = 1;\n```\n\n<span class=\"caption\">Listing 4-1: A</span>\n\n{TEXT}\n", short(before))
    };
    at_every_height(below, "let a", "Listing 4-1");
}

#[test]
fn a_listing_stays_with_the_line_that_announces_it() {
    let announced =
        |before: usize| format!("# One\n\n{}We write:\n\n```\nlet a = 1;\n```\n\n{TEXT}\n", "They met again.\n\n".repeat(before));
    at_every_height(announced, "We write:", "let a");
}

#[test]
fn a_paragraph_in_bold_stays_with_the_text_below_it() {
    let headed = |before: usize| format!("# One\n\n{}**IV. ROUGE.**\n\n{TEXT}\n", "They met again.\n\n".repeat(before));
    at_every_height(headed, "IV. ROUGE", "The delegates met");
}

#[test]
fn no_question_stands_on_a_page_alone() {
    let questions = |before: usize| {
        let asked = "## Questions {.questions}\n\n1. Who manages?\n2. Who elects?\n3. Who decides?\n4. Who answers?\n";
        format!("# One\n\n{}{asked}", "They met again.\n\n".repeat(before))
    };
    let mut divided = 0;
    for before in 20..36 {
        let pages = pages(&questions(before));
        assert_eq!(page_of(&pages, "Who decides"), page_of(&pages, "Who answers"), "after {before} paragraphs");
        divided += usize::from(page_of(&pages, "Who manages") != page_of(&pages, "Who answers"));
    }
    assert!(divided > 0);
}

#[test]
fn a_section_that_stays_together_is_on_one_page_if_it_fits() {
    let card = "- Point five promised it.\n- A third at first, then half.\n\n".repeat(4);
    let section = |class: &str, before: usize, card: &str| {
        format!("# One\n\n{}## Card{class}\n\nYou speak.\n\n{card}You end.\n\n{TEXT}\n", "They met again.\n\n".repeat(before))
    };
    let kept = |before: usize, card: &str| section(" {.together}", before, card);
    let usual = |before: usize, card: &str| section("", before, card);
    at_every_height(|before| kept(before, &card), "You speak", "You end");
    let divided = |before: &usize| {
        let pages = pages(&usual(*before, &card));
        page_of(&pages, "You speak") != page_of(&pages, "You end")
    };
    assert!((20..36).any(|before| divided(&before)), "without the class it is divided somewhere");
    // A section that is longer than a page is divided as any other.
    let long = card.repeat(8);
    assert_eq!(pages(&kept(3, &long)), pages(&usual(3, &long)));
}

#[test]
fn two_sections_share_a_page_although_a_later_break_is_dear() {
    // Each card ends above an ornament, so a page that ends there costs as much as a widow. The path that puts two meetings on a page comes
    // to the cards first.
    let folder = tempfile::tempdir().unwrap();
    let settings = "[book]\ntitle = \"Kept\"\nlanguage = \"en-GB\"\n";
    fs::write(folder.path().join("book.toml"), format!("{settings}{BARE}ragged-bottom = true\n")).unwrap();
    for lines in 10..=13 {
        let text = "They met again.\n\n".repeat(lines);
        let meetings: String = (1..=6).map(|at| format!("## Meeting {at} {{.together}}\n\n{text}")).collect();
        let cards: String = (1..=4).map(|at| format!("### Card {at} {{.together}}\n\n{text}***\n\n")).collect();
        fs::write(folder.path().join("a.md"), format!("# One\n\n{meetings}\\newpage\n\n## Cards\n\n{cards}")).unwrap();
        let pages = set(folder.path());
        for (one, other) in [("Meeting 2", "Meeting 3"), ("Meeting 4", "Meeting 5")] {
            assert_eq!(page_of(&pages, one), page_of(&pages, other), "{one} and {other}, of {lines} lines each");
        }
    }
}

#[test]
fn no_heading_has_an_extra_line_on_a_page_that_stays_short() {
    // The card does not fit below the text, so the first page ends early. Its lines stand as if nothing followed.
    for before in 2..=6 {
        let text = |count: usize| "They met again.\n\n".repeat(count);
        let chapter = format!("# One\n\n{}## The hall\n\n{}", text(before), text(8));
        let page = |chapter: &str| lines(&pages(chapter)[..1]);
        assert_eq!(page(&format!("{chapter}## Card {{.together}}\n\n{}", text(25))), page(&chapter), "after {before} paragraphs");
    }
}

#[test]
fn a_heading_and_a_few_lines_stay_with_the_table_below_them() {
    let table = "| Town | Votes |\n|---|---|\n| Perm | 12 |\n| Samara | 45 |\n| Tula | 3 |\n";
    let announced = |before: usize| format!("# One\n\n{}## Votes\n\nBy town.\n\n{table}\n", "They met again.\n\n".repeat(before));
    at_every_height(announced, "By town.", "Perm");
    let longer = |before: usize| format!("# One\n\n{}## Votes\n\n{TEXT}\n\n{table}\n", "They met again.\n\n".repeat(before));
    at_every_height(longer, "The delegates met", "Perm");
}

#[test]
fn the_first_line_of_a_stanza_is_not_indented() {
    // The indent is white at the beginning of a line.
    let indented = |typed: &str, first: &str| {
        let made = crate::support::setting::set(BARE, &format!("# One\n\n{TEXT}\n\n{TEXT}\n\n{typed}\n\n{TEXT}\n"));
        let line = made.lines().find(|line| line.line.text().trim_start().starts_with(first)).unwrap();
        let white = line.line.segments.iter().map_while(|segment| match segment {
            Segment::Space(width) | Segment::Kern(width) => Some(*width),
            Segment::Glyphs(_) | Segment::Drawn(_) => None,
        });
        line.at.x + white.sum() > made.design().margins.inner + made.design().size / 2
    };
    let stanza = "Roses are red,\\\nviolets are blue.";
    assert!(!indented(stanza, "Roses") && !indented(stanza, "violets"));
    // Prose with a line break is indented, and so is a short paragraph.
    assert!(indented(&format!("Prosaic: {TEXT} {TEXT}\\\nMorituri."), "Prosaic"));
    assert!(indented("Roses are red.", "Roses"));
}
