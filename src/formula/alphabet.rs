//! The letters of mathematics: the block Mathematical Alphanumeric Symbols (Unicode, U+1D400 to U+1D7FF), and the older letters that the
//! block leaves out because Unicode already had them (Unicode Technical Report 25, section 2.2).
use super::tree::{Alphabet, MathWord, Symbol};

impl Symbol {
    /// The character in the alphabet of the symbol: `𝑥` for an italic `x`, `ℝ` for a blackboard `R`.
    #[must_use]
    pub fn glyph_text(&self) -> String {
        self.alphabet.text(&self.text)
    }
}

impl MathWord {
    /// The letters in the alphabet of the word.
    #[must_use]
    pub fn glyph_text(&self) -> String {
        self.alphabet.text(&self.text)
    }
}

/// The code points at which an alphabet begins. Not every alphabet has Greek letters and digits.
struct AlphabetBlock {
    capital: u32,
    small: u32,
    greek: Option<Greek>,
    digits: Option<u32>,
}

/// The code points at which the Greek letters of an alphabet begin.
#[derive(Clone, Copy)]
struct Greek {
    capital: u32,
    small: u32,
}

/// The signs that follow the small Greek letters in each alphabet, in this order.
const GREEK_VARIANTS: [char; 7] = ['∂', 'ϵ', 'ϑ', 'ϰ', 'ϕ', 'ϱ', 'ϖ'];

impl Alphabet {
    /// Each character of a text in this alphabet.
    #[must_use]
    pub fn text(self, plain: &str) -> String {
        plain.chars().map(|letter| self.letter(letter)).collect()
    }

    /// A letter or digit in this alphabet. If Unicode has no such form, the form in the nearest alphabet, or the plain character.
    #[must_use]
    pub fn letter(self, plain: char) -> char {
        let Some(block) = self.block() else { return plain };
        if let Some(older) = self.older_letter(plain) {
            return older;
        }
        let found = match plain {
            'A'..='Z' => Some(block.capital + (plain as u32 - 'A' as u32)),
            'a'..='z' => Some(block.small + (plain as u32 - 'a' as u32)),
            '0'..='9' => block.digits.map(|digits| digits + (plain as u32 - '0' as u32)),
            // Among the capitals, the theta symbol has the place that final sigma has among the small letters.
            'Α'..='Ρ' | 'Σ'..='Ω' => block.greek.map(|greek| greek.capital + (plain as u32 - 'Α' as u32)),
            'ϴ' => block.greek.map(|greek| greek.capital + 17),
            '∇' => block.greek.filter(|_| self != Self::Italic).map(|greek| greek.capital + 25),
            'α'..='ω' => block.greek.map(|greek| greek.small + (plain as u32 - 'α' as u32)),
            'ı' if self == Self::Italic => Some(0x1D6A4),
            'ȷ' if self == Self::Italic => Some(0x1D6A5),
            _ => {
                let place = GREEK_VARIANTS.iter().position(|variant| *variant == plain);
                block.greek.zip(place).map(|(greek, place)| greek.small + 25 + u32::try_from(place).unwrap_or(0))
            }
        };
        found.and_then(char::from_u32).unwrap_or_else(|| self.substitute().map_or(plain, |other| other.letter(plain)))
    }

    /// The alphabet that supplies the letters that this one lacks.
    fn substitute(self) -> Option<Self> {
        match self {
            Self::BoldItalic | Self::BoldScript | Self::BoldFraktur => Some(Self::Bold),
            Self::SansItalic => Some(Self::Sans),
            Self::BoldSansItalic => Some(Self::BoldSans),
            _ => None,
        }
    }

    fn block(self) -> Option<AlphabetBlock> {
        let greek = |capital| Some(Greek { capital, small: capital + 26 });
        let (capital, greek, digits) = match self {
            Self::Upright => return None,
            Self::Bold => (0x1D400, greek(0x1D6A8), Some(0x1D7CE)),
            Self::Italic => (0x1D434, greek(0x1D6E2), None),
            Self::BoldItalic => (0x1D468, greek(0x1D71C), None),
            Self::Script => (0x1D49C, None, None),
            Self::BoldScript => (0x1D4D0, None, None),
            Self::Fraktur => (0x1D504, None, None),
            Self::Blackboard => (0x1D538, None, Some(0x1D7D8)),
            Self::BoldFraktur => (0x1D56C, None, None),
            Self::Sans => (0x1D5A0, None, Some(0x1D7E2)),
            Self::BoldSans => (0x1D5D4, greek(0x1D756), Some(0x1D7EC)),
            Self::SansItalic => (0x1D608, None, None),
            Self::BoldSansItalic => (0x1D63C, greek(0x1D790), None),
            Self::Monospace => (0x1D670, None, Some(0x1D7F6)),
        };
        Some(AlphabetBlock { capital, small: capital + 26, greek, digits })
    }

    /// The form of a letter that Unicode had before the block. The place of such a letter in the block is empty.
    fn older_letter(self, plain: char) -> Option<char> {
        let letter = match (self, plain) {
            (Self::Italic, 'h') => 'ℎ',
            (Self::Script, 'B') => 'ℬ',
            (Self::Script, 'E') => 'ℰ',
            (Self::Script, 'F') => 'ℱ',
            (Self::Script, 'H') => 'ℋ',
            (Self::Script, 'I') => 'ℐ',
            (Self::Script, 'L') => 'ℒ',
            (Self::Script, 'M') => 'ℳ',
            (Self::Script, 'R') => 'ℛ',
            (Self::Script, 'e') => 'ℯ',
            (Self::Script, 'g') => 'ℊ',
            (Self::Script, 'o') => 'ℴ',
            (Self::Fraktur, 'C') => 'ℭ',
            (Self::Fraktur, 'H') => 'ℌ',
            (Self::Fraktur, 'I') => 'ℑ',
            (Self::Fraktur, 'R') => 'ℜ',
            (Self::Fraktur, 'Z') => 'ℨ',
            (Self::Blackboard, 'C') => 'ℂ',
            (Self::Blackboard, 'H') => 'ℍ',
            (Self::Blackboard, 'N') => 'ℕ',
            (Self::Blackboard, 'P') => 'ℙ',
            (Self::Blackboard, 'Q') => 'ℚ',
            (Self::Blackboard, 'R') => 'ℝ',
            (Self::Blackboard, 'Z') => 'ℤ',
            (Self::Blackboard, 'γ') => 'ℽ',
            (Self::Blackboard, 'Γ') => 'ℾ',
            (Self::Blackboard, 'Π') => 'ℿ',
            (Self::Blackboard, 'π') => 'ℼ',
            _ => return None,
        };
        Some(letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_get_their_forms_and_older_letters_fill_the_holes() {
        let cases = [
            (Alphabet::Italic, "xhπ∂Γı1∇", "𝑥ℎ𝜋𝜕𝛤𝚤1∇"),
            (Alphabet::Bold, "Ax9αΩ∇∂ϵ", "𝐀𝐱𝟗𝛂𝛀𝛁𝛛𝛜"),
            (Alphabet::BoldItalic, "xβ3", "𝒙𝜷𝟑"),
            (Alphabet::Blackboard, "RCk1", "ℝℂ𝕜𝟙"),
            (Alphabet::Script, "LAe", "ℒ𝒜ℯ"),
            (Alphabet::Fraktur, "gCA", "𝔤ℭ𝔄"),
            (Alphabet::Sans, "T2", "𝖳𝟤"),
            (Alphabet::Monospace, "ab0", "𝚊𝚋𝟶"),
            (Alphabet::Upright, "xα", "xα"),
            (Alphabet::Fraktur, "α+", "α+"),
        ];
        for (alphabet, plain, expected) in cases {
            assert_eq!(alphabet.text(plain), expected, "{alphabet:?}");
        }
    }
}
