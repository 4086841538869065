//! Words in the cells of a table are not broken if they fit, whatever their style is.
use std::fmt::Write;

use chapbook::font::{FontBook, SymbolicLinks};
use chapbook::units::Length;

use crate::support::made_fonts::{Style, bundled, styled};
use crate::support::setting::{BARE, TypesetBook, set, set_in};

/// The lines of a chapter in reading order.
fn lines(made: &TypesetBook) -> Vec<String> {
    made.lines().map(|line| line.line.text()).collect()
}

/// Asserts that each of the texts is a whole line.
fn assert_whole(made: &TypesetBook, texts: &[&str], what: &str) {
    let lines = lines(made);
    for text in texts {
        assert!(lines.iter().any(|line| line == text), "{what}: no line is {text:?}: {lines:?}");
    }
    assert_eq!(made.told, "", "{what}");
}

const HEADS: &str = "| Delegation | For | Waffles |\n|---|--:|---|\n| Petro | 40 | a |\n";

#[test]
fn heads_are_not_broken_within_words() {
    for shape in ["roman", "italic", "bold", "small-caps"] {
        let settings = format!("{BARE}[design.tables]\nhead-shape = \"{shape}\"\n");
        let heads = set(&settings, &format!("# One\n\n{HEADS}"));
        assert_whole(&heads, &["Delegation", "For", "Waffles"], shape);
        // Heads of groups of rows, and of columns within the table, are set in the same shape.
        let inner = "<table><tr><td>a</td><td>b</td></tr><tr><th scope=\"rowgroup\">Delegations</th><td>c</td></tr>\
                     <tr><td>d</td><th scope=\"col\">Multitude</th></tr></table>";
        assert_whole(&set(&settings, &format!("# One\n\n{inner}\n")), &["Delegations", "Multitude"], shape);
        // The head of several columns makes them as wide as it needs, and no wider.
        let over = "<table><thead><tr><th colspan=\"2\">Delegations from abroad</th><th>N</th></tr></thead>\
                    <tr><td>a</td><td>b</td><td>c</td></tr></table>";
        let over = set(&settings, &format!("# One\n\n{over}\n"));
        assert_whole(&over, &["Delegations from abroad"], shape);
        let blocks = "<table><thead><tr><th><p>Delegation</p></th><th><ul><li>Waffles</li></ul></th></tr></thead>\
                      <tr><td>a</td><td>b</td></tr></table>";
        assert_whole(&set(&settings, &format!("# One\n\n{blocks}\n")), &["Delegation", "Waffles"], shape);
    }
}

#[test]
fn heads_of_a_family_with_wide_italics_are_not_broken() {
    // Its italic has the letters of a bold face.
    let face = |path: &str, name: &str| styled(&bundled(path), Style::new("Wide", name, 400));
    let (mut fonts, folder) = (FontBook::bundled(), tempfile::tempdir().unwrap());
    for (path, name) in [("alegreya-sans/AlegreyaSans-Regular.ttf", "Regular"), ("alegreya-sans/AlegreyaSans-Bold.ttf", "Italic")] {
        std::fs::write(folder.path().join(format!("{name}.ttf")), face(path, name)).unwrap();
    }
    assert_eq!(fonts.add_path(folder.path(), SymbolicLinks::Refuse).unwrap().len(), 0);
    let made = set_in(&fonts, &format!("{BARE}text-face = \"Wide\"\n"), &format!("# One\n\n{HEADS}"), &[]);
    assert_whole(&made, &["Delegation", "For", "Waffles"], "wide italics");
}

#[test]
fn narrow_columns_are_as_wide_as_their_longest_word_in_its_style() {
    // The second column is so wide that the first one gets no more than its longest word.
    let long = "Much was said on that day and little of it was written down, because nobody had paper. ".repeat(6);
    let mut chapter = "# One\n\n| Word | Text |\n|---|---|\n".to_owned();
    let words = [
        ("**Delegations**", "Delegations"),
        ("`delegations_in`", "delegations_in"),
        ("*Dele*gat**ions**", "Delegations"),
        ("<span class=\"smallcaps\">Delegations</span>", "Delegations"),
    ];
    for (word, _) in words {
        let mut alone = chapter.clone();
        let _ = writeln!(alone, "| the {word} | {long} |");
        let made = set(BARE, &alone);
        let lines = lines(&made);
        let shown = words.iter().find(|(other, _)| *other == word).map_or(word, |(_, shown)| shown);
        assert!(lines.iter().any(|line| line.ends_with(shown)), "{word} is broken: {lines:?}");
    }
    // A note mark stays with its word.
    let _ = writeln!(chapter, "| the Delegations[^1] | {long} |\n\n[^1]: Of the north.");
    let made = set(BARE, &chapter);
    assert!(lines(&made).iter().any(|line| line.ends_with("Delegations1")), "{:?}", lines(&made));
}

#[test]
fn text_without_spaces_is_wrapped_in_its_cell() {
    let long = "霁月难逢彩云易散心比天高身为下贱".repeat(4);
    let made = set_in(&FontBook::bundled(), BARE, &format!("# One\n\n| One | Two |\n|---|---|\n| {long} | {long} |\n"), &["missing-glyph"]);
    // The table is not made smaller, because a line may end between any two characters.
    assert_eq!(made.told, "");
    let right = made.design().margins.inner + made.design().type_width();
    assert!(made.lines().all(|line| line.at.x + line.line.width() <= right + Length::points(2)));
}
