//! Where a word may be hyphenated: by the dictionary of its language or by the author's list, and at further places if a line
//! would be too loose.
use unicode_normalization::UnicodeNormalization;

use super::compositor::{Compositor, StyleId};
use super::word::{ExtraPoints, HyphenationPoint, Word};
use crate::font::is_mark;
use crate::language::Hyphenator;

/// Whether the parts of a compound with a hyphen (`self-determination`) are hyphenated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compounds {
    /// They are not.
    Whole,
    /// They are, and so is a word before an apostrophe with the letters after it (`moth-er’s`).
    Hyphenated,
}

/// The maximum number of bytes in a word that is hyphenated. Both parts of the word are shaped and kept for each point, so the memory for a
/// word grows with the square of its length.
pub(super) const LONGEST: usize = 300;

impl Compositor<'_> {
    /// Further hyphenation points of a word, for a line that would be too loose. Empty if the author hyphenated the word with
    /// soft hyphens.
    pub(crate) fn extra_points<'w>(&self, style: StyleId, word: &'w Word, which: ExtraPoints) -> &'w [HyphenationPoint] {
        let points = match which {
            ExtraPoints::Fair => &word.extra_points[0],
            ExtraPoints::Poor => &word.extra_points[1],
        };
        points.get_or_init(|| self.find_extra_points(style, word, which).into())
    }

    fn find_extra_points(&self, style: StyleId, word: &Word, which: ExtraPoints) -> Vec<HyphenationPoint> {
        let style = self.prepared(style);
        let Some(hyphenator) = style.hyphenator.as_ref().filter(|_| !word.has_rtl) else { return Vec::new() };
        let known = |byte: &usize| word.points.iter().any(|point| point.byte == *byte);
        let usual = self.hyphenation_bytes(Some(hyphenator), &word.text, Compounds::Whole);
        if usual.len() != word.points.len() || !usual.iter().all(known) {
            return Vec::new();
        }
        let mut bytes = self.hyphenation_bytes(Some(hyphenator), &word.text, Compounds::Hyphenated);
        bytes.extend(self.hyphenation_bytes(hyphenator.more_generous().as_ref(), &word.text, Compounds::Hyphenated));
        if which == ExtraPoints::Poor && word.text.ends_with(|mark: char| !mark.is_alphanumeric()) {
            bytes.extend(self.hyphenation_bytes(hyphenator.of_short_ends().as_ref(), &word.text, Compounds::Whole));
        }
        if which == ExtraPoints::Poor && bytes.is_empty() {
            bytes = self.hyphenation_bytes(hyphenator.of_names().as_ref(), &word.text, Compounds::Whole);
        }
        bytes.retain(|byte| !known(byte));
        bytes.sort_unstable();
        bytes.dedup();
        if bytes.is_empty() {
            return Vec::new();
        }
        let divisible = style.shaping.divisible(self.fonts, &word.text, &bytes);
        divisible.divisions.iter().filter_map(|division| self.point(&style, &word.text, &divisible.whole, division)).collect()
    }

    /// The bytes before which a word may be hyphenated. Empty for a word with digits, of capitals only, or of more than [`LONGEST`] bytes.
    pub(super) fn hyphenation_bytes(&self, hyphenator: Option<&Hyphenator>, word: &str, compounds: Compounds) -> Vec<usize> {
        let Some(hyphenator) = hyphenator else { return Vec::new() };
        if word.len() > LONGEST || word.chars().any(|character| character.is_numeric() || matches!(character, '/' | '@' | '_' | '\\')) {
            return Vec::new();
        }
        let mut points = Vec::new();
        let mut start = None;
        for (at, character) in word.char_indices().chain(std::iter::once((word.len(), ' '))) {
            // The letters after an apostrophe count as part of the word: `moth-er’s`.
            let within = compounds == Compounds::Hyphenated && start.is_some() && matches!(character, '\'' | '\u{2019}');
            if character.is_alphabetic() || is_mark(character) || within {
                start.get_or_insert(at);
            } else if let Some(from) = start.take() {
                let letters = &word[from..at];
                let compound =
                    word[..from].ends_with(['-', '\u{2010}', '\u{2011}']) || word[at..].starts_with(['-', '\u{2010}', '\u{2011}']);
                let capitals = letters.chars().filter(|letter| letter.is_uppercase()).count();
                let name = capitals == 1 && letters.starts_with(char::is_uppercase);
                if compound && compounds == Compounds::Whole {
                    continue;
                }
                // The author's words are stored in lower case. If a word has another length in bytes in lower case, a point may fall
                // inside a letter; such a point is skipped.
                let own = if self.exceptions.is_empty() { None } else { self.exceptions.get(&letters.to_lowercase()) };
                if let Some(own) = own {
                    points.extend(own.iter().filter(|&&point| letters.is_char_boundary(point)).map(|point| point + from));
                } else if capitals == 0 || (name && self.hyphenates_names) {
                    points.extend(hyphenator.points(letters).into_iter().map(|point| point + from));
                }
            }
        }
        points
    }
}

/// Reads a word that the author hyphenated (`asso-ciation`): its letters in lower case, and the bytes before which it may be
/// hyphenated.
pub(super) fn exception(word: &str) -> (String, Vec<usize>) {
    let (mut letters, mut points) = (String::new(), Vec::new());
    for character in word.to_lowercase().nfc() {
        match character {
            '-' | '\u{ad}' | '\u{2010}' => points.push(letters.len()),
            letter => letters.push(letter),
        }
    }
    points.retain(|&point| point > 0 && point < letters.len());
    (letters, points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Design;
    use crate::font::FontBook;

    fn hyphenated(design: &Design, word: &str) -> String {
        let fonts = FontBook::bundled();
        let mut hyphenated = word.to_owned();
        let points = Compositor::new(&fonts, design).hyphenation_bytes(Hyphenator::of("en-US").as_ref(), word, Compounds::Whole);
        points.into_iter().rev().for_each(|at| hyphenated.insert(at, '-'));
        hyphenated
    }

    #[test]
    fn only_plain_words_are_hyphenated() {
        let design = Design::default();
        assert_eq!(hyphenated(&design, "“association,”"), "“as-so-ci-a-tion,”");
        assert_eq!(hyphenated(&design, "Association"), "As-so-ci-a-tion");
        // Four letters, inner capitals, capitals only, digits, a compound with a hyphen of its own, an address.
        for whole in ["only", "“ever,”", "McDonaldish", "iPhoneography", "ASSOCIATION", "association2", "self-association", "a/association"]
        {
            assert_eq!(hyphenated(&design, whole), whole);
        }
    }

    #[test]
    fn the_authors_own_hyphenation_wins_and_names_stay_whole() {
        let design = Design {
            hyphenate_names: false,
            hyphenation: ["asso-ciation", "Shliap-nikov", "medvedev"].map(str::to_owned).to_vec(),
            ..Design::default()
        };
        for (word, wanted) in [
            ("association", "asso-ciation"),
            ("“Association!", "“Asso-ciation!"),
            ("Shliapnikov", "Shliap-nikov"),
            ("Medvedev", "Medvedev"),
            ("Kollontai", "Kollontai"),
            ("communists", "com-mu-nists"),
        ] {
            assert_eq!(hyphenated(&design, word), wanted);
        }
    }
}
