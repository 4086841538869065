//! Characters that no face has, but that can be set in others without saying something else: pages made, then read.
#![allow(clippy::unwrap_used, dead_code, unreachable_pub, reason = "tests may be blunt")]

#[path = "support/setting.rs"]
mod setting;
use setting::{BARE, set};

#[test]
fn what_can_be_set_in_other_signs_is_set_and_not_told() {
    let text = "A non\u{2011}breaking hyphen, Miss \u{2E3A}shire, \u{2E3B}, 21 \u{2103}, \u{2150} of chapter \u{2167}.";
    for face in ["Alegreya", "Literata", "Atkinson Hyperlegible Next"] {
        let made = set(&format!("{BARE}text-face = \"{face}\"\n"), &format!("# Chapter\n\n{text}\n"));
        assert_eq!(made.told, "", "{face}");
        let said: Vec<String> = made.lines().skip(1).map(|line| line.line.text().trim().to_owned()).collect();
        assert_eq!(said.join(" "), text, "it is copied as it was written");
    }
    // A question mark stands for what would say something else in other signs, and that is told.
    let made = set(BARE, "# Chapter\n\nThe first \u{2460} and \u{1D538}.\n");
    assert_eq!(
        made.told.trim(),
        "chapter.md:3:1: warning[missing-glyph]: no face has \u{2460} (U+2460), \u{1D538} (U+1D538) (add a font that has it with --font-path)"
    );
}

/// No line ends at a hyphen that does not break, though another stands for it.
#[test]
fn a_line_does_not_end_at_a_hyphen_that_does_not_break() {
    let mut ends = [0, 0];
    for (hyphen, ends) in ["\u{2011}", "-"].into_iter().zip(&mut ends) {
        let made = set(
            BARE,
            &format!("# Chapter\n\n{}\n", format!("Pseudo{hyphen}parliamentarians met all anti{hyphen}parliamentarians. ").repeat(60)),
        );
        *ends = made.lines().filter(|line| line.line.text().trim_end().ends_with(hyphen)).count();
    }
    assert!(ends[0] == 0 && ends[1] > 0, "{ends:?}");
}
