//! Characters that the text face lacks are set in equivalent characters or in another face. The tests set pages and read them.

use std::collections::{BTreeMap, BTreeSet};

use chapbook::font::FontBook;
use chapbook::typeset::Segment;

use crate::support::setting::{BARE, set};

#[test]
fn equivalent_characters_are_used_without_a_report() {
    let text = "A non\u{2011}breaking hyphen, Miss \u{2E3A}shire, \u{2E3B}, 21 \u{2103}, \u{2150} of chapter \u{2167}.";
    for face in ["Alegreya", "Literata", "Atkinson Hyperlegible Next"] {
        let made = set(&format!("{BARE}text-face = \"{face}\"\n"), &format!("# Chapter\n\n{text}\n"));
        assert_eq!(made.told, "", "{face}");
        let lines: Vec<String> = made.lines().skip(1).map(|line| line.line.text().trim().to_owned()).collect();
        assert_eq!(lines.join(" "), text, "the copied text is the text as it was written");
    }
    // A character without an equivalent is printed as a question mark and reported.
    let made = set(BARE, "# Chapter\n\nThe first \u{3358} and \u{32D0}.\n");
    assert_eq!(
        made.told.trim(),
        "chapter.md:3:1: warning[missing-glyph]: no font has \u{32D0} (U+32D0), \u{3358} (U+3358) (put the font Noto Serif CJK SC (Debian: fonts-noto-cjk) into the folder `fonts` beside book.toml, and write `fallback-face = \"Noto Serif CJK SC\"` under `[design]`)"
    );
}

/// A character that the text face lacks is set in a face that has it, in italics if that face has them, and reported with its place.
#[test]
fn a_character_of_another_face_is_set_in_it_and_reported() {
    let fonts = FontBook::bundled();
    let text = "He said \u{282}\u{26A} and *\u{282}\u{26A}*, \u{2610}, 3 \u{222A} \u{2124}, \u{5E9}\u{5DC}\u{5D5}\u{5DD}, \u{2460}.";
    let made = set(BARE, &format!("# Chapter\n\n{text}\n\n```\na \u{2229} b\n```\n"));
    let reports: Vec<&str> = made.told.lines().map(|line| line.split(" does not have").next().unwrap()).collect();
    let warning = |place: &str| format!("chapter.md:{place}: warning[other-face]: the font of the text");
    // One message for each writing system, at its first character. The italics and the code do not repeat it.
    assert_eq!(reports, ["3:1", "3:1", "3:20", "3:20", "3:20", "3:20", "3:20"].map(warning), "{}", made.told);
    assert!(made.told.contains("\u{222A} (U+222A) (2 times in this book)"), "{}", made.told);
    let mut families: BTreeMap<String, BTreeSet<(&str, bool)>> = BTreeMap::new();
    for line in made.lines() {
        for segment in &line.line.segments {
            if let Segment::Glyphs(run) = segment {
                assert!(run.glyphs.iter().all(|glyph| glyph.id != 0), "a box stands for {}", run.text);
                let face = fonts.face(run.face);
                families.entry(run.text.to_string()).or_default().insert((face.family.as_str(), face.italic));
            }
        }
    }
    let of = |text: &str| families[text].iter().copied().collect::<Vec<_>>();
    assert_eq!(of("\u{282}\u{26A}"), [("Gentium Plus", false), ("Gentium Plus", true)]);
    for sign in ["\u{2610}", "\u{222A}", "\u{2124}", "\u{2460}", "\u{2229}"] {
        assert_eq!(of(sign), [("DejaVu Sans", false)], "{sign}");
    }
}

/// No line ends at a no-break hyphen, even if another character is printed for it.
#[test]
fn a_line_does_not_end_at_a_no_break_hyphen() {
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
