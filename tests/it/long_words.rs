//! Words that are longer than a line, in any block: addresses, keys, names in code, chains of words. No line is wider than the measure, in
//! justified text, ragged text and code. Nothing is lost. What cannot be set is reported with its place.
use std::fmt::Write;

use chapbook::document::{BlockKind, NodeId};
use proptest::prelude::*;

use crate::support::setting::{BARE, TypesetBook, set};

const PLAIN: &str = "of all that was said that day not much was written down and less was kept";
/// Designs: a page of the usual size, a small page, two narrow columns, large type, ragged lines.
const LOOKS: [&str; 5] = [
    "",
    "page = { width = \"90mm\", height = \"140mm\" }\nmargins = { inner = \"12mm\", head = \"12mm\", outer = \"12mm\", foot = \"14mm\" }\n",
    "page = \"a4\"\ncolumns = 2\n",
    "page = \"a6\"\nsize = \"14pt\"\nleading = \"18pt\"\n",
    "page = \"a6\"\njustify = false\n",
];

/// A word that may be longer than a line: a key, an address, a name in code, a number, words joined by dashes, hyphens or no-break spaces,
/// letters of other scripts.
fn long() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9+/]{8,120}",
        "[0-9a-f]{40,64}",
        "[0-9]{20,60}",
        "https://example\\.org/[a-z./?=&%-]{8,90}",
        "[a-z]{2,9}(_[a-z]{2,9}){3,12}",
        "[A-Z][a-z]{2,9}(::[A-Z][a-z]{2,9}){3,9}",
        "[a-z]{1,9}(-[a-z]{1,9}){4,12}",
        "[a-z]{1,5}(—[a-z]{1,5}){4,14}",
        "[a-z]{2,9}(\u{a0}[a-z]{2,9}){4,12}",
        "[WMΩжшщ]{10,90}",
        "A{20,120}",
    ]
}

/// Text with such words, some of them in code.
fn text() -> impl Strategy<Value = String> {
    let plain = (0..PLAIN.len() / 2, 0..PLAIN.len()).prop_map(|(from, long)| {
        let words: Vec<&str> = PLAIN.split(' ').skip(from / 5).take(long / 6).collect();
        words.join(" ")
    });
    let word = (long(), any::<bool>()).prop_map(|(word, code)| if code { format!("`{word}`") } else { word });
    prop::collection::vec((plain, word), 1..3)
        .prop_map(|parts| parts.into_iter().map(|(plain, word)| format!("A {plain} {word}")).collect::<Vec<_>>().join(" ") + " end.")
}

/// A block of such text. The test replaces `[^N]` with a note of its own.
fn block() -> impl Strategy<Value = String> {
    let line = ((0..6_usize).prop_map(|deep| " ".repeat(deep * deep * 2)), long(), "( {1,9}[a-z]{1,9}){0,3}");
    let listing = prop::collection::vec(line.prop_map(|(white, word, rest)| format!("{white}{word}{rest}")), 1..5);
    prop_oneof![
        4 => text(),
        1 => text().prop_map(|text| format!("> > {text}")),
        1 => (text(), text()).prop_map(|(first, second)| format!("1. {first}\n   - {second}")),
        1 => text().prop_map(|text| format!("## {text}")),
        3 => listing.prop_map(|lines| format!("```\n{}\n```", lines.join("\n"))),
        1 => text().prop_map(|text| format!("Called.[^N]\n\n[^N]: {text}")),
        1 => (long(), text()).prop_map(|(word, text)| format!("| a | b |\n|---|---|\n| some | {} |\n| {} | x |", bare(&word), bare(&text))),
        1 => (long(), text()).prop_map(|(word, text)| format!("Term {}\n: {text}", bare(&word))),
        1 => text().prop_map(|text| format!("::: verse\n{text}\nand a short line\n:::")),
        1 => text().prop_map(|text| format!("> [!NOTE]\n> {text}")),
    ]
}

fn bare(text: &str) -> String {
    text.replace(['|', ':'], "")
}

fn chapter() -> impl Strategy<Value = String> {
    prop::collection::vec(block(), 1..6).prop_map(|blocks| {
        let mut chapter = "# Chapter\n\n".to_owned();
        for (number, block) in blocks.iter().enumerate() {
            write!(chapter, "{}\n\n", block.replace("[^N]", &format!("[^{number}]"))).unwrap();
        }
        chapter
    })
}

/// Returns the letters of a text, without white space and generated characters.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Returns the letters of the listings as they were typed, and as they are on the pages.
fn listings(made: &TypesetBook) -> Vec<(String, String)> {
    let typed = std::cell::RefCell::new(Vec::new());
    let nodes: Vec<NodeId> = made.blocks(|block| match &block.kind {
        BlockKind::Code { text, .. } => {
            typed.borrow_mut().push(letters(text));
            true
        }
        _ => false,
    });
    let set = |node: NodeId| made.lines().filter(|line| line.node == node).map(|line| letters(&line.line.text())).collect::<String>();
    typed.into_inner().into_iter().zip(nodes).map(|(typed, node)| (typed, set(node))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, ..ProptestConfig::default() })]

    /// `set` itself checks for lines outside the type area.
    #[test]
    fn no_line_is_wider_than_the_measure(chapter in chapter(), look in 0..LOOKS.len()) {
        let made = set(&format!("{BARE}{}", LOOKS[look]), &chapter);
        prop_assert!(!made.told.contains("overfull-line"), "{}", made.told);
        for (typed, set) in listings(&made) {
            prop_assert_eq!(typed, set);
        }
    }
}

/// The signature of a release in Pro Git, which was once wider than the measure.
#[test]
fn a_key_in_a_listing_is_cut_at_the_end_of_the_full_line() {
    let key = "iEYEABECAAYFAkmQurIACgkQON3DxfchxFr5cACeIMN+ZxLKggJQf0QYiQBwgySNiEYEABECAAYFAkmQurIACgkQON3DxfchxFr5cACeIMN";
    let made = set(BARE, &format!("# Chapter\n\nText.\n\n```\n{key}\n    {key}\n```\n"));
    assert_eq!(made.told, "");
    let measure = made.design().type_width();
    let lines: Vec<_> = made.lines().filter(|line| line.line.text().len() > 20).collect();
    assert!(lines.len() >= 4, "{}", lines.len());
    for line in &lines {
        assert!(line.line.width() <= measure, "{}", line.line.text());
    }
    // The first line of each key is nearly full.
    for first in [0, lines.len() / 2] {
        assert!(lines[first].line.width() > measure.scaled(70, 100), "{}", lines[first].line.text());
    }
}

/// Words that fit into their column stay whole. In the column with the long word, that word is cut.
#[test]
fn a_long_word_in_a_table_leaves_the_short_ones_whole() {
    let table = format!("# Chapter\n\n| What | Which | Key |\n|---|---|---|\n| responsibility | association | {} |\n", "W".repeat(90));
    let made = set(BARE, &table);
    let words: Vec<String> = made.lines().map(|line| line.line.text().trim().to_owned()).collect();
    for whole in ["responsibility", "association"] {
        assert!(words.iter().any(|word| word == whole), "{words:?}");
    }
    assert_eq!(words.iter().filter(|word| word.starts_with('W') && word.ends_with('W')).map(String::len).sum::<usize>(), 90, "{words:?}");
    assert!(made.told.contains("chapter.md:3:1: warning[wide-table]"), "{}", made.told);
}

/// A table with so many columns that not even one letter of each fits side by side is set smaller, and the size is reported.
#[test]
fn a_table_with_many_columns_stays_within_the_measure() {
    let row = |cell: &dyn Fn(usize) -> String| format!("|{}\n", (0..72).map(|at| format!("{}|", cell(at))).collect::<String>());
    let table = row(&|at| at.to_string()) + &row(&|_| "---".to_owned()) + &row(&|at| format!("a{at}"));
    for look in LOOKS {
        let made = set(&format!("{BARE}{look}"), &format!("# Chapter\n\nText.\n\n{table}"));
        assert_eq!(made.lines().filter(|line| line.line.text().starts_with('a')).count(), 72);
        assert!(made.told.starts_with("chapter.md:5:1: warning[wide-table]"), "{}", made.told);
    }
}

/// A character that no font has is reported in code as in text, with the place of the listing.
#[test]
fn a_character_that_no_face_has_is_reported_in_code_too() {
    let made = set(BARE, "# Chapter\n\nText.\n\n```\nlet a = \"漢\";\n```\n");
    assert!(made.told.contains("chapter.md:5:1: warning[missing-glyph]: no font has 漢"), "{}", made.told);
    // The same for one in the name of the author, which is on the title pages. Its place is that of the title of the book.
    let titled = set("authors = [\"作\"]\n[design]\ncontents = false\n", "# Chapter\n\nText.\n");
    assert!(titled.told.contains("book.toml:2:9: warning[missing-glyph]: no font has 作"), "{}", titled.told);
}
