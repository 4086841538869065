//! Scripts by how they separate words.

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
