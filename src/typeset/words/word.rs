//! A shaped word: its glyphs, its width, and the places where it may be hyphenated.
use std::sync::{Arc, OnceLock};

use crate::typeset::model::page::GlyphRun;
use crate::units::Length;

/// A word (or any text without spaces), shaped in one style.
#[derive(Debug)]
pub(crate) struct Word {
    /// The text, without soft hyphens and control characters.
    pub(crate) text: Arc<str>,
    /// How the text is set.
    pub(crate) form: WordForm,
    /// The glyphs. Usually one run; several if the face lacks a character.
    pub(crate) runs: Vec<Arc<GlyphRun>>,
    pub(crate) width: Length,
    /// How far the first character protrudes into the left margin if the word begins a line.
    pub(crate) left: Length,
    /// How far the last character protrudes into the right margin if the word ends a line.
    pub(crate) right: Length,
    /// Where the word may be hyphenated.
    pub(crate) points: Vec<HyphenationPoint>,
    /// Further places, for lines that would be too loose. Computed on first use, for each [`ExtraPoints`].
    pub(super) extra_points: [OnceLock<Box<[HyphenationPoint]>>; 2],
    /// Characters that no font has.
    pub(crate) missing: Vec<char>,
    /// Characters that are set in a font of another family.
    pub(crate) borrowed: Vec<char>,
    /// Whether it contains letters that are written from right to left.
    pub(crate) has_rtl: bool,
    /// Whether it is set from right to left. Its runs and their glyphs are in visual order.
    pub(crate) is_rtl: bool,
}

/// How a text is set as a word. The same text may be set in each of these forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordForm {
    /// As it is in the text, in the direction of its own letters.
    Plain,
    /// The first part of a hyphenated word: a hyphen is added.
    Hyphenated,
    /// From right to left, even if its characters have no direction, such as a parenthesis between Hebrew words.
    RightToLeft,
}

/// Which further places to hyphenate a word may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExtraPoints {
    /// In the parts of a compound that has a hyphen of its own, and where only another dictionary of the language allows it.
    Fair,
    /// Also before the last two letters if a punctuation mark follows them, and in names that no dictionary hyphenates.
    Poor,
}

/// A place where a word may be hyphenated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HyphenationPoint {
    /// The line ends before this byte of the word's text.
    pub(crate) byte: usize,
    /// The width of the part before it, in the undivided word.
    pub(crate) prefix: Length,
    /// The width that a line end adds to the part before: the hyphen, and a kern gained or lost.
    pub(crate) before: Length,
    /// The width that a line end adds to the part after: a kern gained or lost.
    pub(crate) after: Length,
    /// How far the hyphen protrudes into the right margin.
    pub(crate) hang: Length,
    /// How far the part after it protrudes into the left margin.
    pub(crate) left: Length,
}
