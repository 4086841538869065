//! The quotation marks of a language, and the spaces beside its punctuation marks.
use serde::{Deserialize, Deserializer};

use super::text::{Text, text, texts};

/// The quotation marks of a language: table `[quotes]` of its file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Quotes {
    /// For `"`.
    pub double: Mark,
    /// For `'`.
    pub single: Mark,
    /// Words, in small letters, that have lost their beginning; the apostrophe before them is no quotation mark (`'tis`).
    #[serde(default, deserialize_with = "texts")]
    pub elisions: &'static [&'static str],
}

impl Quotes {
    /// Whether a quotation mark that is typed as such opens. `“` opens in English and closes in German: what the language does not
    /// close with opens if it opens in some language.
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
pub struct Mark {
    /// Before the quotation.
    pub open: &'static str,
    /// After the quotation.
    pub close: &'static str,
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <[Text; 2]>::deserialize(deserializer).map(|[Text(open), Text(close)]| Self { open, close })
    }
}

/// Spaces beside punctuation marks that a language does not break: table `[spacing]` of its file. Only spaces that the author typed are
/// changed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Spacing {
    /// Marks with a narrow space before them.
    #[serde(default, deserialize_with = "text")]
    pub narrow_before: &'static str,
    /// Marks with a whole space before them.
    #[serde(default, deserialize_with = "text")]
    pub no_break_before: &'static str,
    /// The opening and the closing quotation mark with a narrow space inside them.
    #[serde(default, deserialize_with = "text")]
    pub narrow_inside: &'static str,
}

impl Spacing {
    /// Whether the language has a space before some punctuation marks.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        !self.narrow_before.is_empty()
    }

    /// What a typed space between two letters becomes. `ends` says whether a word ends after the second.
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
