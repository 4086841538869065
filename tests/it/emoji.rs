//! Emoji on paper: each is one glyph of a bundled face, even if it is written as several characters. The text keeps all characters.
use chapbook::font::FontBook;
use chapbook::typeset::Segment;

use crate::support::setting::{BARE, TypesetBook, set};
use crate::support::shelf::book;

fn chapter(text: &str) -> String {
    format!("# C\n\nWords {text} words.\n")
}

impl TypesetBook {
    /// The families that set the pictographs of a page, each with the text and the number of glyphs.
    fn emoji(&self, fonts: &FontBook) -> Vec<(String, String, usize)> {
        let mut found = Vec::new();
        for line in self.lines() {
            for segment in &line.line.segments {
                if let Segment::Glyphs(run) = segment {
                    let face = fonts.face(run.face);
                    assert!(run.glyphs.iter().all(|glyph| glyph.id != 0), "a box stands for {}", run.text);
                    if !run.text.is_ascii() {
                        found.push((face.family.clone(), run.text.to_string(), run.glyphs.len()));
                    }
                }
            }
        }
        found
    }
}

#[test]
fn an_emoji_is_one_glyph_however_many_characters_it_has() {
    let fonts = FontBook::bundled();
    for emoji in [
        "\u{1F600}",
        "\u{1F389}",
        "\u{1F469}\u{200D}\u{1F4BB}",
        "\u{1F44D}\u{1F3FD}",
        "\u{1F1E9}\u{1F1EA}",
        "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}",
        "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    ] {
        let made = set(BARE, &chapter(emoji));
        assert_eq!(made.emoji(&fonts), [("Noto Emoji".to_owned(), emoji.to_owned(), 1)], "{emoji}");
        assert!(!made.told.contains("missing-glyph"), "{}", made.told);
    }
    // The selector of the form is not printed.
    for (emoji, printed) in [("1\u{FE0F}\u{20E3}", "1\u{20E3}"), ("\u{2764}\u{FE0F}\u{200D}\u{1F525}", "\u{2764}\u{200D}\u{1F525}")] {
        assert_eq!(set(BARE, &chapter(emoji)).emoji(&fonts), [("Noto Emoji".to_owned(), printed.to_owned(), 1)], "{emoji}");
    }
}

#[test]
fn emoji_and_missing_tones_are_reported_once() {
    let made = set(BARE, &chapter("\u{1F44D}\u{1F3FD} \u{1F44D}\u{1F3FB} \u{1F389} \u{1F680} \u{1F9E0}"));
    assert_eq!(made.told.matches("other-face").count(), 1, "{}", made.told);
    assert_eq!(made.told.matches("missing-style").count(), 1, "{}", made.told);
    assert!(made.told.contains("skin tones"), "{}", made.told);
    let keycap = set(BARE, &chapter("1\u{FE0F}\u{20E3}"));
    assert!(keycap.told.contains("U+20E3") && !keycap.told.contains("U+0031"), "{}", keycap.told);
    let plain = set(BARE, &chapter("\u{1F389}"));
    assert!(!plain.told.contains("missing-style"), "{}", plain.told);
}

/// Signs that a text face or DejaVu Sans has are set as before, and a digit without the sign of a keycap is a digit.
#[test]
fn signs_that_are_not_pictographs_keep_their_face() {
    let fonts = FontBook::bundled();
    for sign in ["\u{2602}", "\u{2714}", "\u{2610}"] {
        let found = set(BARE, &chapter(sign)).emoji(&fonts);
        assert_eq!(found, [("DejaVu Sans".to_owned(), sign.to_owned(), 1)], "{sign}");
    }
    assert_eq!(set(BARE, &chapter("1 # *a*")).emoji(&fonts), []);
}

#[test]
fn the_e_book_leaves_emoji_to_the_device() {
    let epub = book("", &chapter("\u{1F389} \u{1F469}\u{200D}\u{1F4BB}"), &[]).epub.unwrap();
    assert!(epub.documents().any(|(_, text)| text.contains("\u{1F389} \u{1F469}\u{200D}\u{1F4BB}")));
    assert!(!epub.names().any(|name| name.contains("notoemoji")));
}
