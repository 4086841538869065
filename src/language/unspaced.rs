//! How scripts separate words.

/// Whether a character belongs to a script that is written without spaces between words: Chinese and Japanese with their punctuation, Thai,
/// Lao, Khmer, Burmese, Tibetan.
#[must_use]
pub const fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{eff}' | '\u{f00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3000}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// Whether a character is Korean. Its words are separated, but signs and numbers follow them without a space.
#[must_use]
pub const fn is_hangul(character: char) -> bool {
    matches!(character, '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}')
}

/// Whether a character is Chinese or Japanese: an ideograph, kana, bopomofo, or a sign of the same width. White is added between such
/// characters to fill a line.
#[must_use]
pub const fn is_ideographic(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{2fff}' | '\u{3000}'..='\u{312f}' | '\u{3190}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff9f}' | '\u{ffe0}'..='\u{ffef}' | '\u{1b000}'..='\u{1b16f}' | '\u{20000}'..='\u{3ffff}')
}
