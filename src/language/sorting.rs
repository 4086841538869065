//! The order of words in an index, by language. Text is compared by letters first, then by accents, then by capitals, as in the Unicode
//! Collation Algorithm (UTS #10, levels 1 to 3). But instead of the whole collation data, which would add a megabyte to the program, each
//! language has a small table of the letters that it sorts separately. A letter that is not in the table is sorted by its code point,
//! without its accents.
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// The key of a text in an index: its letters in the order of the language, then the text with its accents and capitals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey {
    letters: Vec<u32>,
    /// The text in small letters, then as written.
    text: String,
}

/// The letters that a language sorts as separate letters: table `[sorting]` of its file. All others are sorted without their accents.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SortOrder {
    /// Whether the capital of `ı` is `I`, and that of `i` is `İ`.
    #[serde(default)]
    dotless_i: bool,
    /// The letters that follow directly after another letter, in order. Several characters may be one letter (`ch`).
    #[serde(default, deserialize_with = "after")]
    after: Vec<LetterFollowers>,
}

/// A letter and the separate letters that follow it in the alphabet.
#[derive(Debug)]
struct LetterFollowers {
    letter: char,
    by: Vec<String>,
}

fn after<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<LetterFollowers>, D::Error> {
    let after = BTreeMap::<char, Vec<String>>::deserialize(deserializer)?;
    match after.iter().find(|(_, by)| by.len() >= STEP as usize) {
        Some((letter, _)) => Err(de::Error::custom(format!("too many letters after `{letter}`"))),
        None => Ok(after.into_iter().map(|(letter, by)| LetterFollowers { letter, by }).collect()),
    }
}

/// Letters that do not decompose into a letter and an accent, and the letters that they are sorted as, unless the language has its own
/// order for them.
const FOLDED: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ı', "i"),
    ('ς', "σ"),
    ('ё', "е"),
];

/// The rank of the space between words. It comes before any letter, so "New York" comes before "Newark".
const GAP: u32 = 1;

/// The number of ranks for each code point: one for its own letter, the others for letters that follow directly after it.
const STEP: u32 = 16;

impl SortOrder {
    /// The key by which a text is sorted in an index.
    #[must_use]
    pub fn key(&self, text: &str) -> SortKey {
        let lower: String = if self.dotless_i { text.replace('I', "ı").replace('İ', "i") } else { text.to_owned() };
        let lower: String = lower.to_lowercase().nfc().collect();
        let mut letters = Vec::with_capacity(lower.len());
        let mut rest = lower.as_str();
        while let Some(character) = rest.chars().next() {
            if let Some((rank, length)) = self.ranked(rest) {
                letters.push(rank);
                rest = &rest[length..];
            } else if character.is_ascii_digit() {
                // Numbers are sorted by value: a number with more digits is greater.
                let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
                let number = rest[..digits].trim_start_matches('0');
                letters.push(u32::from('0') * STEP + u32::try_from(number.len()).unwrap_or(0).min(STEP - 1));
                letters.extend(number.chars().map(|digit| u32::from(digit) * STEP));
                rest = &rest[digits..];
            } else {
                fold(character, &mut letters);
                rest = &rest[character.len_utf8()..];
            }
        }
        if letters.last() == Some(&GAP) {
            letters.pop();
        }
        SortKey { letters, text: lower + text }
    }

    /// The rank and the length, in bytes, of the longest separate letter with which a text begins. `None` if it begins with none.
    fn ranked(&self, text: &str) -> Option<(u32, usize)> {
        let mut found: Option<(u32, usize)> = None;
        for LetterFollowers { letter: before, by } in &self.after {
            for (place, letter) in (1..).zip(by) {
                if text.starts_with(letter) && found.is_none_or(|(_, length)| letter.len() > length) {
                    found = Some((u32::from(*before) * STEP + place, letter.len()));
                }
            }
        }
        found
    }
}

/// Adds the rank of a letter without its accents. Spaces, hyphens, dashes, slashes and commas separate words. Other marks are ignored.
fn fold(character: char, letters: &mut Vec<u32>) {
    if let Some((_, plain)) = FOLDED.iter().find(|(letter, _)| *letter == character) {
        letters.extend(plain.chars().map(|letter| u32::from(letter) * STEP));
    } else if matches!(character, 'й' | 'ї' | 'ў' | 'ѓ' | 'ќ') {
        // Letters that only look accented.
        letters.push(u32::from(character) * STEP);
    } else if character.is_alphanumeric() {
        letters.extend(std::iter::once(character).nfd().filter(|part| is_letter(*part)).map(|letter| match letter {
            'ς' => u32::from('σ') * STEP,
            other => u32::from(other) * STEP,
        }));
    } else if (character.is_whitespace() || matches!(character, '-' | '\u{2010}'..='\u{2015}' | '/' | ','))
        && letters.last().is_some_and(|last| *last != GAP)
    {
        letters.push(GAP);
    }
}

/// Whether a part of a character counts as a letter. Accents do not. Indic vowel signs, whose combining class is 0, and the virama, whose
/// class is 9, do (Unicode Standard, section 4.3).
fn is_letter(part: char) -> bool {
    matches!(canonical_combining_class(part), 0 | 9)
}
