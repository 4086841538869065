//! Emoji that are written as several characters: a flag, a skin tone, a keycap, a person with a profession.
//!
//! A face with emoji has one glyph for such a sequence, and the characters must be shaped together in that face. A text face may have some
//! of them, such as the digit of a keycap, so the sequence is found before faces are chosen (Unicode Technical Standard 51, 1.4.9, EBNF).

/// The combining sign of keycaps.
pub(crate) const KEYCAP: char = '\u{20E3}';
/// The zero width joiner.
const JOINER: char = '\u{200D}';
/// The most characters of a sequence.
const LONGEST: usize = 40;

/// Whether a character asks for the form of an emoji, or for that of text.
pub(crate) const fn is_selector(character: char) -> bool {
    matches!(character, '\u{FE0E}' | '\u{FE0F}')
}

/// Whether a character is one of the letters that flags are made of.
const fn is_flag_letter(character: char) -> bool {
    matches!(character, '\u{1F1E6}'..='\u{1F1FF}')
}

/// Whether a text asks for a colour of the skin.
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

/// Whether a character is in the blocks that hold only emoji and similar signs.
pub(crate) const fn is_pictograph(character: char) -> bool {
    matches!(character, '\u{1F000}'..='\u{1FAFF}')
}

/// Whether an emoji may begin with a character.
const fn is_base(character: char) -> bool {
    is_pictograph(character)
        || matches!(character, '\u{203C}'..='\u{2049}' | '\u{2139}' | '\u{2190}'..='\u{2BFF}' | '\u{3030}'..='\u{303D}')
}

/// Whether a text may hold a sequence. This check is fast: if it returns `true`, look for a sequence.
pub(crate) fn may_have_sequences(text: &str) -> bool {
    // No character that joins or changes others is ASCII.
    !text.is_ascii() && text.contains(|c: char| c == KEYCAP || c == JOINER || is_flag_letter(c) || is_tone(c) || is_tag(c))
}

/// The length in bytes of the emoji at the beginning of a text, if it is written as several characters. Selectors do not count.
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
