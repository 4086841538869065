//! Listings on finished pages: the white around them, and the places where page breaks divide them. The code stays as it was typed, in
//! the PDF and in the e-book.
use std::collections::BTreeMap;

use chapbook::document::{BlockKind, NodeId};
use chapbook::font::FontBook;
use chapbook::units::Length;

use crate::support::setting::{BARE, Line, TALL, TypesetBook, WIDE, set};
use crate::support::shelf::Epub;
use crate::support::tools::pdftotext;

const SENTENCE: &str = "Of all that was said that day not much was written down, and less was kept. ";

fn sentences(count: usize) -> String {
    SENTENCE.repeat(count)
}

fn fenced(code: &str) -> String {
    format!("```\n{code}\n```\n\n")
}

/// A line of code as on the page, with tabs and no-break spaces as spaces.
fn typed(text: &str) -> String {
    text.replace('\t', "    ").replace('\u{a0}', " ").trim_end().to_owned()
}

impl TypesetBook {
    /// Returns the listings, in order, each with its text.
    fn listings(&self) -> Vec<(NodeId, String)> {
        let texts = std::cell::RefCell::new(Vec::new());
        let nodes = self.blocks(|block| match &block.kind {
            BlockKind::Code { text, .. } => {
                texts.borrow_mut().push(text.to_string());
                true
            }
            _ => false,
        });
        nodes.into_iter().zip(texts.into_inner()).collect()
    }

    /// Returns the white above and below each listing that has text on both sides on its page.
    fn whites(&self) -> Vec<(Length, Length)> {
        let listings: Vec<NodeId> = self.listings().into_iter().map(|(node, _)| node).collect();
        let lines: Vec<Line<'_>> = self.lines().collect();
        let mut whites = Vec::new();
        for node in &listings {
            let (Some(first), Some(last)) =
                (lines.iter().position(|line| line.node == *node), lines.iter().rposition(|line| line.node == *node))
            else {
                continue;
            };
            let (Some(before), Some(after)) = (first.checked_sub(1).map(|at| &lines[at]), lines.get(last + 1)) else { continue };
            if before.page != after.page || before.at.y > after.at.y || listings.contains(&before.node) || listings.contains(&after.node) {
                continue;
            }
            let above = self.strip_of_code(lines[first].at.y).0 - self.end_of_text(before.at.y);
            let below = self.end_of_text(after.at.y) - self.design().leading - self.strip_of_code(lines[last].at.y).1;
            whites.push((above, below));
        }
        whites
    }
}

#[test]
fn a_listing_has_equal_white_above_and_below_and_keeps_the_text_after_it_on_the_lines_of_the_page() {
    let looks = ["", "paragraphs = \"space\"\n", "grid = true\n", "code-size = \"9pt\"\n", "size = \"12pt\"\nleading = \"15pt\"\n"];
    for look in looks {
        for count in 1..=9 {
            for empty in [None, (count > 2).then_some(count / 2)] {
                let code: Vec<&str> = (0..count).map(|line| if Some(line) == empty { "" } else { "let line = set(words);" }).collect();
                let chapter = format!("# C\n\n{}\n\n{}{}\n", sentences(3), fenced(&code.join("\n")), sentences(3));
                let made = set(&format!("{BARE}{look}"), &chapter);
                let [(above, below)] = made.whites()[..] else { panic!("one listing") };
                let name = format!("{look:?}, {count} lines, {empty:?}: {above} and {below}");
                assert!((above - below).0.abs() <= 1, "{name}");
                let leading = made.design().leading;
                let most = leading / 2 * if made.design().grid { 2 } else { 1 };
                assert!(above >= most && above <= most + leading / 2, "{name}");
                let text: Vec<Length> = made.lines().filter(|line| line.line.text().contains("said")).map(|line| line.at.y).collect();
                assert!(text.iter().all(|y| (*y - text[0]).0 % leading.0 == 0), "{name}");
            }
        }
    }
}

#[test]
fn empty_lines_at_either_end_of_a_listing_are_white() {
    let of = |code: &str| {
        let made = set(BARE, &format!("# C\n\n{}\n\n{}{}\n", sentences(3), fenced(code), sentences(3)));
        let text: Vec<Length> = made.lines().filter(|line| line.line.text().contains("said")).map(|line| line.at.y).collect();
        assert!(
            text.iter().all(|y| (*y - text[0]).0 % made.design().leading.0 == 0),
            "{code:?}: the text after it is on the lines of the page"
        );
        let [(above, below)] = made.whites()[..] else { panic!("one listing") };
        let code = made.code_leading();
        (above, below, code)
    };
    for (head, foot) in [("", ""), ("\n", ""), ("", "\n"), ("\n\n", "\n"), ("  \n\t\n", "\n   \n\n")] {
        let (above, below, line) = of(&format!("{head}let a = 1;\nlet b = 2;{foot}"));
        let empty = |text: &str| line * i64::try_from(text.matches('\n').count()).unwrap();
        assert!((above - empty(head) - below + empty(foot)).0.abs() <= 1, "{head:?} {foot:?}: {above} and {below}");
    }
}

/// If a figure or table after a listing moves to another page, or spans both columns, the white below the listing does not change.
#[test]
fn a_figure_or_table_that_moves_away_from_a_listing_does_not_change_its_white() {
    let heads = "Organisation | Administration | Responsibility | Representation | Recommendation";
    let table = |heads: &str, columns: usize| format!("| {heads} |\n|{}\n| {heads} |\n\n", "---|".repeat(columns));
    let turned = table(&format!("{heads} | Interdepartmental | Extraordinary"), 7);
    let figure = |name: &str| format!("![A drawing.]({name} \"A drawing.\")\n\n");
    let (ragged, columns) = ("ragged-bottom = true\n", "page = \"a4\"\ncolumns = 2\n");
    for (look, aside, word) in [
        (ragged, figure(TALL), "drawing"),
        (ragged, turned, "Organisation"),
        (columns, figure(WIDE), "drawing"),
        (columns, table(heads, 5), "Organisation"),
    ] {
        let mut elsewhere = 0;
        for before in 1..14 {
            let paragraphs = |count: usize| format!("{}\n\n", sentences(5)).repeat(count);
            let chapter = format!("# C\n\n{}{}{aside}{}", paragraphs(before), fenced("one();"), paragraphs(30));
            let made = set(&format!("{BARE}{look}"), &chapter);
            let page_of = |word: &str| made.lines().find(|line| line.line.text().contains(word)).map(|line| (line.page, line.at.y));
            for (above, below) in made.whites() {
                if page_of(word).unwrap().0 != page_of("one()").unwrap().0 || page_of(word) < page_of("one()") {
                    elsewhere += 1;
                    assert!((above - below).0.abs() <= 1, "{word} after {before}: {above} and {below}");
                }
            }
        }
        assert!(elsewhere > 2, "{word}: {elsewhere}");
    }
}

/// A listing of groups of lines, with an empty line between groups.
fn groups(lines: &[usize]) -> String {
    let group = |(number, count): (usize, &usize)| (0..*count).map(|line| format!("let g{number}_{line} = set();\n")).collect::<String>();
    lines.iter().enumerate().map(group).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// A chapter of text and listings, each of several groups.
fn technical(seed: usize) -> String {
    let mut chapter = String::from("# Chapter\n\n");
    for number in 0..40 {
        let sizes: Vec<usize> = (0..2 + (number * 3 + seed) % 5).map(|group| 1 + (number * 7 + group * 5 + seed * 3) % 6).collect();
        chapter += &format!("{}\n\n{}", sentences(2 + (number + seed) % 5), fenced(&groups(&sizes)));
    }
    chapter
}

/// Counts where page breaks divide listings: at an empty line, one line beside it, within a group.
fn parted(made: &TypesetBook) -> [usize; 3] {
    let listings: BTreeMap<NodeId, String> = made.listings().into_iter().collect();
    let lines: Vec<Line<'_>> = made.lines().collect();
    let mut parted = [0; 3];
    for pair in lines.windows(2).filter(|pair| pair[0].page < pair[1].page && pair[0].node == pair[1].node) {
        let Some(code) = listings.get(&pair[0].node) else { continue };
        let code: Vec<&str> = code.lines().collect();
        let place = |line: &Line<'_>| code.iter().position(|typed| *typed == line.line.text()).unwrap();
        let (last, first) = (place(&pair[0]), place(&pair[1]));
        let ends = |at: Option<usize>| at.and_then(|at| code.get(at)).is_none_or(|line| line.is_empty());
        let beside = ends(last.checked_sub(1)) || ends(Some(first + 1));
        parted[if first > last + 1 {
            0
        } else if beside {
            1
        } else {
            2
        }] += 1;
    }
    parted
}

#[test]
fn page_breaks_divide_listings_at_empty_lines_and_leave_no_white_there() {
    let mut all = [0; 3];
    for seed in 0..6 {
        let made = set(BARE, &technical(seed));
        let listings: Vec<NodeId> = made.listings().into_iter().map(|(node, _)| node).collect();
        let lines: Vec<Line<'_>> = made.lines().filter(|line| !line.line.text().is_empty()).collect();
        let design = made.design();
        let foot = design.margins.head + design.leading * design.lines();
        for pair in lines.windows(2).filter(|pair| pair[0].page < pair[1].page) {
            let (last, first) = (&pair[0], &pair[1]);
            if listings.contains(&last.node) {
                let below = foot - made.strip_of_code(last.at.y).1;
                assert!(below.0.abs() <= 1, "seed {seed}, page {}: {below} below {}", last.page, last.line.text());
            }
            if listings.contains(&first.node) {
                assert_eq!(made.strip_of_code(first.at.y).0, design.margins.head, "seed {seed}, page {}", first.page);
            }
        }
        all.iter_mut().zip(parted(&made)).for_each(|(sum, own)| *sum += own);
    }
    let [at, beside, within] = all;
    println!("page breaks: {at} at an empty line, {beside} one line beside it, {within} within a group");
    // Without costs for these breaks: 34, 45, 28.
    assert!(at > 30 && beside * 3 <= at, "{at} at an empty line, {beside} a line beside one");
}

/// Listings that begin and end with empty lines, with lines of spaces only, tabs, and lines that are longer than the measure.
fn odd(number: usize) -> String {
    let mut code = ["", "\n", "  \n\t\n"][number % 3].to_owned();
    for line in 0..6 + number % 7 {
        code += &match (line + number) % 6 {
            0 => format!("\tindented{number}_{line}(\u{e9}t\u{e9});"),
            1 => format!("let long{number}_{line} = {};", "name(argument) + ".repeat(6)),
            2 => " \t ".to_owned(),
            3 => String::new(),
            4 => format!("    let\ttab{number}_{line};  // twice"),
            _ => format!("plain{number}_{line}"),
        };
        code.push('\n');
    }
    code + ["end;", "end;\n", "end;\n \n\n"][(number / 2) % 3]
}

#[test]
fn code_stays_as_it_was_typed() {
    let chapter: String = (0..30).map(|number| format!("{}\n\n{}", sentences(1 + number % 4), fenced(&odd(number)))).collect();
    let made = set(BARE, &format!("# Chapter\n\n{chapter}"));
    assert_eq!(made.told, "");
    let listings = made.listings();
    assert_eq!(
        listings.iter().map(|(_, text)| text.trim_end_matches('\n').len()).collect::<Vec<_>>(),
        (0..30).map(|number| odd(number).trim_end_matches('\n').len()).collect::<Vec<_>>()
    );
    let solid = |text: &str| text.split(|c: char| c.is_whitespace() || c == '\u{a0}').collect::<String>();
    for (node, text) in &listings {
        let set: Vec<String> = made.lines().filter(|line| line.node == *node).map(|line| typed(&line.line.text())).collect();
        assert_eq!(solid(&set.join("\n")), solid(text), "every character, once, in order");
        for line in text.lines().filter(|line| line.contains("plain") || line.contains('\t') && !line.trim().is_empty()) {
            assert!(set.contains(&typed(line)), "{line:?} is not in {set:?}");
        }
        assert!(set.iter().all(|line| !line.is_empty()), "an empty line is white, not a line of type");
    }
    // Pages begin at byte offsets in the code as it was typed.
    let listings: BTreeMap<NodeId, String> = listings.into_iter().collect();
    let mut begun = BTreeMap::new();
    for (number, page) in made.pages.pages.iter().enumerate() {
        let first = made.lines().find(|line| line.page == number).unwrap();
        let (Some(start), Some(code)) = (page.start, listings.get(&first.node)) else { continue };
        assert_eq!(start.block, first.node);
        let begins = made.lines().find(|line| line.node == first.node).unwrap().page == number;
        assert_eq!(begins, start.offset == 0, "page {}", page.folio);
        let (before, after) = code.split_at(start.offset as usize);
        let printed = typed(&first.line.text());
        let line = after.trim_start_matches(['\n', ' ', '\t']).lines().next().unwrap();
        assert!(solid(line).starts_with(&solid(&printed)), "page {}: {line:?} for {printed:?}", page.folio);
        // Empty lines at the start belong to the page of the first line. Other empty lines belong to the page before the break.
        let within = line.contains("argument") || before.trim_end_matches([' ', '\t']).ends_with('\n') && !after.starts_with('\n');
        assert!(before.is_empty() || within, "{before:?} {after:?}");
        begun.insert(page.folio.to_string(), solid(&printed));
    }
    assert!(begun.len() > 8, "{begun:?}");
    // The e-book has all empty lines, and its page markers are at the same places.
    let epub = Epub::open(made.epub(&FontBook::bundled()));
    let mut shown = Vec::new();
    for (_, document) in epub.documents() {
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let tree = roxmltree::Document::parse_with_options(document, options).unwrap();
        for pre in tree.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "pre"))) {
            let text = |node: &roxmltree::Node<'_, '_>| node.text().filter(|_| node.is_text()).unwrap_or_default().to_owned();
            shown.push(pre.descendants().map(|node| text(&node)).collect::<String>());
            for mark in pre.descendants().filter(|node| node.attribute("role") == Some("doc-pagebreak")) {
                let folio = mark.attribute("aria-label").unwrap();
                let after = solid(&mark.next_siblings().map(|node| text(&node)).collect::<String>());
                let first = begun.remove(folio).unwrap();
                assert!(after.starts_with(&first), "page {folio}: {after} for {first}");
            }
        }
    }
    assert_eq!(shown, listings.into_values().collect::<Vec<_>>());
    assert!(begun.is_empty(), "{begun:?}");
}

/// A line that is too long is broken at a space. It is broken within a name or at a sign only if more than a third of it would be white
/// otherwise.
#[test]
fn code_is_broken_at_a_space_if_there_is_one() {
    let code = [
        "gpg: Good signature from \"Junio C Hamano of Nowhere <junkio@example.com>\"",
        "    for word in words { if line.len() + 1 + word.len_of_the_longest() > measure.in_points() {",
        "$ git log --pretty=oneline --first-parent --author-date-order --no-abbrev-commit",
        "call(&this_is_a_long_name::of_a_function::that_has_no_space_in_it(and_of_its_argument))",
    ];
    let made = set(BARE, &format!("# Chapter\n\nText.\n\n{}", fenced(&code.join("\n"))));
    let node = made.listings()[0].0;
    let set: Vec<String> = made.lines().filter(|line| line.node == node).map(|line| typed(&line.line.text())).collect();
    let ends = |line: &str| code.iter().any(|code| code.contains(&format!("{} ", line.trim_start())) || code.ends_with(line.trim_start()));
    // The last has no space to break at.
    let (spaced, solid): (Vec<&String>, Vec<&String>) = set.iter().partition(|line| ends(line));
    assert_eq!(solid.len(), 1, "{set:?}");
    assert!(solid[0].starts_with("call") && spaced.len() >= 7, "{set:?}");
}

#[test]
fn empty_lines_are_kept_if_code_is_copied_from_the_pages() {
    let folder = tempfile::tempdir().unwrap();
    let code = [groups(&[3, 2, 4]), groups(&[1, 1]), "let a = 1;\n   \nlet b = 2;".to_owned()];
    let chapter: String = code.iter().map(|code| format!("{}\n\n{}", sentences(3), fenced(code))).collect();
    let path = folder.path().join("listings.pdf");
    std::fs::write(&path, set(BARE, &format!("# Chapter\n\n{chapter}{}\n", sentences(3))).pdf(&FontBook::bundled())).unwrap();
    let Some(text) = pdftotext(&["-layout"], &path) else { return };
    let copied: Vec<&str> = text.lines().map(str::trim).collect();
    for code in code {
        let typed: Vec<&str> = code.lines().map(str::trim).collect();
        assert!(copied.windows(typed.len()).any(|lines| lines == typed), "{code}\nis not in\n{text}");
    }
}
