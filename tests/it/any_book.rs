//! Random books with all kinds of blocks in any order: figures that may move, tables that are turned or span all columns, long notes, lists,
//! listings, headings in a row. The pages range from that of an e-reader to two columns on A4. Every page keeps the invariants of
//! `src/typeset/proofread/invariants.rs`: lines are within the type area, notes begin on the page of their call, figures and tables are in order, and
//! chapters open alike.
use std::fmt::Write;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::support::setting::{BARE, TALL, WIDE, set};

const WORDS: [&str; 13] =
    ["of", "all", "that", "was", "said", "day", "not", "much", "written", "association", "responsibility", "kept", "and"];
const PAGES: [&str; 7] = [
    "",
    "page = \"a6\"\n",
    "page = \"letter\"\ngrid = true\n",
    "page = { width = \"90mm\", height = \"120mm\" }\nmargins = { inner = \"10mm\", head = \"12mm\", outer = \"10mm\", foot = \"12mm\" }\n",
    "page = \"a4\"\ncolumns = 2\n",
    "page = \"a4\"\ncolumns = 2\ngrid = true\n",
    "page = \"a4\"\ncolumns = 2\nsize = \"14pt\"\nleading = \"18pt\"\n",
];
const LOOKS: [&str; 4] = ["", "justify = false\n", "paragraphs = \"space\"\n", "notes = { run-on = true }\n"];
const PLACES: [&str; 3] = ["", "[notes]\nplacement = \"chapter\"\n", "[notes]\nplacement = \"book\"\n"];

/// Text of `least` to `most` words.
fn words(least: usize, most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(0..WORDS.len(), least..=most).prop_map(|words| words.iter().map(|at| WORDS[*at]).collect::<Vec<_>>().join(" "))
}

/// A paragraph, with or without a note. The test replaces `[^N]` with a label of its own.
fn paragraph() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => words(3, 120),
        1 => (words(1, 40), words(1, 40), words(1, 25)).prop_map(|(a, b, note)| format!("{a}[^N] {b}\n\n[^N]: {note}")),
        1 => (words(1, 40), words(1, 40), words(60, 250)).prop_map(|(a, b, note)| format!("{a}[^N] {b}\n\n[^N]: {note}")),
    ]
}

fn list(mark: &'static str) -> impl Strategy<Value = String> {
    let item = (words(1, 40), prop::option::of(words(1, 15)));
    let item =
        item.prop_map(move |(text, inner)| format!("{mark} {text}{}", inner.map_or_else(String::new, |inner| format!("\n   - {inner}"))));
    prop::collection::vec(item, 1..6).prop_map(|items| items.join("\n"))
}

/// A table of several columns. Its head may be as high as its rows.
fn table() -> impl Strategy<Value = String> {
    (1..7_usize, prop_oneof![Just(3_usize), Just(20)], any::<bool>()).prop_flat_map(|(columns, longest, caption)| {
        let row = prop::collection::vec(words(1, longest), columns).prop_map(|cells| format!("| {} |\n", cells.join(" | "))).boxed();
        (row.clone(), prop::collection::vec(row, 1..9)).prop_map(move |(head, rows)| {
            format!("{head}|{}\n{}{}", "---|".repeat(columns), rows.concat(), if caption { "\n: A caption\n" } else { "" })
        })
    })
}

fn block() -> impl Strategy<Value = String> {
    let figure = |path: &'static str| {
        prop::option::of(words(1, 9)).prop_map(move |caption| {
            let caption = caption.map_or_else(String::new, |caption| format!(" \"{caption}\""));
            format!("![A drawing]({path}{caption})")
        })
    };
    let line = (0..6_usize, words(0, 9)).prop_map(|(deep, words)| "    ".repeat(deep) + &words);
    prop_oneof![
        8 => paragraph(),
        1 => (2..5_usize, words(1, 14)).prop_map(|(level, text)| format!("{} {text}", "#".repeat(level))),
        2 => figure(WIDE),
        2 => figure(TALL),
        2 => table(),
        1 => list("-"),
        1 => list("1."),
        1 => prop::collection::vec(line, 1..30).prop_map(|lines| format!("```\n{}\n```", lines.join("\n"))),
        1 => words(1, 80).prop_map(|text| format!("> {text}")),
        1 => prop::collection::vec(words(1, 12), 2..20).prop_map(|lines| format!("::: verse\n{}\n:::", lines.join("\n"))),
        1 => (words(1, 3), words(1, 40)).prop_map(|(term, text)| format!("{term}\n: {text}")),
        1 => words(1, 40).prop_map(|text| format!("> [!NOTE]\n> {text}")),
        1 => Just("***".to_owned()),
        1 => (words(1, 40), words(1, 40)).prop_map(|(one, other)| format!("{one} $E = mc^2$ {other} $\\frac{{a}}{{b}} \\le \\sum_i x_i^2$.")),
        1 => Just("$$ \\int_0^1 x^2\\,dx = \\frac{1}{3} $$".to_owned()),
        1 => Just("$$ \\begin{aligned} a &= b + c \\\\ d &= e \\\\ f &= \\frac{g}{h} \\end{aligned} $$".to_owned()),
        1 => (words(1, 40), words(1, 60)).prop_map(|(one, other)| format!("::: theorem\n{one}\n:::\n\n::: proof\n{other}\n:::")),
        1 => words(1, 40).prop_map(|text| format!("::: {{.exercise title=\"Two\"}}\n- {text}\n\n::: answer\n{text}\n:::\n:::")),
        1 => (words(1, 9), words(1, 9)).prop_map(|(one, other)| format!(
            "::: {{#N layout-ncol=2}}\n\n![A drawing]({WIDE} \"{one}\")\n\n![A drawing]({WIDE} \"{other}\")\n\n{one}\n:::"
        )),
        1 => prop::collection::vec(words(1, 12), 1..20).prop_map(|lines| format!("```rust {{2}} title=\"main.rs\"\n{}\n```", lines.join("\n"))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, rng_seed: RngSeed::Fixed(1922), ..ProptestConfig::default() })]

    /// `set` checks the invariants of all pages.
    #[test]
    fn every_page_keeps_the_invariants(
        blocks in prop::collection::vec(block(), 3..40),
        // The blocks before which another chapter begins.
        ends in prop::collection::btree_set(1..40_usize, 0..3),
        (page, look, place) in (0..PAGES.len(), 0..LOOKS.len(), 0..PLACES.len()),
    ) {
        let mut chapter = "# Chapter\n\n".to_owned();
        for (number, block) in blocks.iter().enumerate() {
            if ends.contains(&number) {
                chapter.push_str("# Chapter\n\n");
            }
            write!(chapter, "{}\n\n", block.replace("[^N]", &format!("[^{number}]")).replace("{#N", &format!("{{#fig-{number}"))).unwrap();
        }
        let made = set(&format!("{}{BARE}{}{}", PLACES[place], PAGES[page], LOOKS[look]), &chapter);
        prop_assert!(!made.pages.pages.is_empty());
        prop_assert!(!made.told.contains("overfull-line"), "{}", made.told);
    }
}

/// `set` checks that all lines of the text stand on the grid.
#[test]
fn lines_after_captioned_code_and_with_high_formulas_stand_on_the_grid() {
    let words = "of all that was said day not much written association kept and ".repeat(6);
    let code = "```rust title=\"main.rs\"\nfn main() {}\n```";
    let formula = "$\\frac{a}{b} \\le \\sum_i x_i^2$";
    for page in ["page = \"letter\"\n", "page = \"a4\"\ncolumns = 2\n"] {
        let chapter = format!("# One\n\n{code}\n\n{words}\n\n{words}{formula} {words}{formula}\n\n{words}\n\n{formula}\n\n{words}\n");
        let made = set(&format!("{BARE}grid = true\n{page}"), &chapter);
        assert!(!made.pages.pages.is_empty());
    }
}
