//! Emoji that are written as several characters: flags, skin tones, keycaps, a person with a profession.
//!
//! An emoji face has one glyph for such a sequence, and all its characters must be shaped together in that face. A text face may have some
//! of them, such as the digit of a keycap. So sequences are found before faces are chosen (Unicode Technical Standard 51, section 1.4.9,
//! "EBNF and Regex").

/// COMBINING ENCLOSING KEYCAP, the last character of a keycap.
pub(crate) const KEYCAP: char = '\u{20E3}';
/// The zero width joiner.
const JOINER: char = '\u{200D}';
/// The maximum number of characters in a sequence.
const LONGEST: usize = 40;

/// Whether a character is a variation selector that asks for the form of text or of an emoji.
pub(crate) const fn is_selector(character: char) -> bool {
    matches!(character, '\u{FE0E}' | '\u{FE0F}')
}

/// Whether a character is a regional indicator. Two of them make a flag.
const fn is_flag_letter(character: char) -> bool {
    matches!(character, '\u{1F1E6}'..='\u{1F1FF}')
}

/// Whether a text contains a modifier for the tone of the skin.
pub(crate) fn has_tone(text: &str) -> bool {
    !text.is_ascii() && text.contains(is_tone)
}

/// Whether an emoji face has a glyph for a character of a sequence. It has none for characters that only change or join others.
pub(crate) const fn is_shown(character: char) -> bool {
    !is_selector(character) && !is_tag(character) && character != JOINER
}

const fn is_tone(character: char) -> bool {
    matches!(character, '\u{1F3FB}'..='\u{1F3FF}')
}

const fn is_tag(character: char) -> bool {
    matches!(character, '\u{E0020}'..='\u{E007F}')
}

/// Whether a character is in the blocks of emoji and similar signs, from Mahjong Tiles to Symbols and Pictographs Extended-A.
pub(crate) const fn is_pictograph(character: char) -> bool {
    matches!(character, '\u{1F000}'..='\u{1FAFF}')
}

/// Whether an emoji may begin with a character.
const fn is_base(character: char) -> bool {
    is_pictograph(character)
        || matches!(character, '\u{203C}'..='\u{2049}' | '\u{2139}' | '\u{2190}'..='\u{2BFF}' | '\u{3030}'..='\u{303D}')
}

/// Whether a text may contain a sequence. This check is fast. It has no false negatives, but it has false positives.
pub(crate) fn may_have_sequences(text: &str) -> bool {
    // Each sequence contains one of these characters, none of which is ASCII.
    !text.is_ascii() && text.contains(|c: char| c == KEYCAP || c == JOINER || is_flag_letter(c) || is_tone(c) || is_tag(c))
}

/// The length in bytes of the emoji at the beginning of a text, if it is written as several characters, not counting variation selectors.
/// `None` if there is no such emoji.
pub(crate) fn sequence(text: &str) -> Option<usize> {
    let mut characters = text.char_indices().take(LONGEST).peekable();
    let (_, first) = characters.next()?;
    if is_flag_letter(first) {
        let (at, second) = characters.next()?;
        return is_flag_letter(second).then_some(at + second.len_utf8());
    }
    let is_key = matches!(first, '0'..='9' | '#' | '*');
    if !is_key && !is_base(first) {
        return None;
    }
    let (mut end, mut count) = (first.len_utf8(), 1);
    let mut is_joined = false;
    for (at, character) in characters {
        let joins = character == JOINER && text[at + character.len_utf8()..].starts_with(is_base);
        if !(is_joined || joins || is_selector(character) || is_tone(character) || is_tag(character) || character == KEYCAP) {
            break;
        }
        is_joined = joins;
        count += usize::from(!is_selector(character));
        end = at + character.len_utf8();
    }
    let is_whole = count > 1 && !is_joined && (!is_key || text[..end].ends_with(KEYCAP));
    is_whole.then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_are_found_whole() {
        for text in [
            "👩\u{200D}💻",
            "👍🏽",
            "🇩🇪",
            "1\u{FE0F}\u{20E3}",
            "#\u{20E3}",
            "👨\u{200D}👩\u{200D}👧",
            "❤\u{FE0F}\u{200D}🔥",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            "🧑🏽\u{200D}🚀",
        ] {
            assert_eq!(sequence(&format!("{text}a")), Some(text.len()), "{text}");
            assert!(may_have_sequences(text), "{text}");
        }
        for text in ["a", "1", "12", "😀", "😀😀", "☀", "🇩", "1a\u{20E3}", "क\u{200D}ष", ""] {
            assert_eq!(sequence(text), None, "{text}");
        }
    }
}
