//! The quotation marks of a language, and the spaces beside its punctuation marks.
use serde::{Deserialize, Deserializer};

use super::text::{LanguageText, text, texts};

/// The quotation marks of a language: table `[quotes]` of its file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Quotes {
    /// For `"`.
    pub double: QuotationMarks,
    /// For `'`.
    pub single: QuotationMarks,
    /// Words, in lower case, that have lost their beginning. The apostrophe before them is not a quotation mark (`'tis`).
    #[serde(default, deserialize_with = "texts")]
    pub elisions: &'static [&'static str],
}

impl Quotes {
    /// Whether a typographic quotation mark opens a quotation. `“` opens in English and closes in German. So a mark that opens in some
    /// language also opens in this one, unless this one closes with it.
    pub(super) fn has_opening(&self, mark: char) -> bool {
        let is_in = |texts: [&str; 2]| texts.iter().any(|text| text.contains(mark));
        let opening = is_in([self.double.open, self.single.open]);
        let closing = is_in([self.double.close, self.single.close]);
        match mark {
            '“' | '‘' | '„' | '‚' | '«' | '‹' | '「' | '『' | '《' | '〈' => opening || !closing,
            '»' | '›' | '”' | '’' => opening && !closing,
            _ => false,
        }
    }
}

/// A pair of quotation marks, with the spaces that belong to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotationMarks {
    /// Before the quotation.
    pub open: &'static str,
    /// After the quotation.
    pub close: &'static str,
}

impl<'de> Deserialize<'de> for QuotationMarks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <[LanguageText; 2]>::deserialize(deserializer).map(|[LanguageText(open), LanguageText(close)]| Self { open, close })
    }
}

/// The no-break spaces that a language has beside punctuation marks: table `[spacing]` of its file. They only replace spaces that the
/// author typed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Spacing {
    /// Marks with a narrow no-break space before them.
    #[serde(default, deserialize_with = "text")]
    pub narrow_before: &'static str,
    /// Marks with a full no-break space before them.
    #[serde(default, deserialize_with = "text")]
    pub no_break_before: &'static str,
    /// The opening and the closing quotation mark, if a narrow no-break space comes inside them.
    #[serde(default, deserialize_with = "text")]
    pub narrow_inside: &'static str,
}

impl Spacing {
    /// Whether the language has a space before some punctuation marks.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        !self.narrow_before.is_empty()
    }

    /// The replacement for a typed space between two characters. `ends` says whether a word can end after the second one.
    pub(super) fn between(&self, before: Option<char>, after: Option<char>, ends: impl Fn() -> bool) -> char {
        let inside = |letter: Option<char>| letter.is_some_and(|letter| self.narrow_inside.contains(letter));
        let is_in = |marks: &str| after.is_some_and(|mark| marks.contains(mark)) && ends();
        if inside(after) && !self.narrow_inside.starts_with(after.unwrap_or_default())
            || inside(before) && self.narrow_inside.starts_with(before.unwrap_or_default())
            || is_in(self.narrow_before)
        {
            '\u{202F}'
        } else if is_in(self.no_break_before) {
            '\u{A0}'
        } else {
            ' '
        }
    }
}
