//! Where notes stand and how they are marked: a choice of the edition, never of the manuscript.
mod read;

use schemars::JsonSchema;
use serde::Deserialize;

/// The placement of notes.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum NotePlacement {
    /// At the foot of the page; in the EPUB after the text of the chapter.
    #[default]
    Foot,
    /// After the text of the chapter.
    Chapter,
    /// Together, after the text of the book.
    Book,
}

/// Where the marks of notes restart.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum NoteNumbering {
    /// In each chapter.
    #[default]
    Chapter,
    /// Nowhere: they run through the book.
    Book,
    /// On each page, if notes stand at the foot. Otherwise, and in the EPUB, in each chapter.
    Page,
}

/// What marks are.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum NoteMarks {
    /// 1, 2, 3.
    #[default]
    Numbers,
    /// \*, †, ‡, §, ‖, ¶; then each twice.
    Symbols,
    /// a, b, c; after z comes aa.
    Letters,
}

/// What stands at the foot of a later page on which a note is called again. The note itself stands at the foot of the page of its first
/// call.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum NoteAgain {
    /// A line that names the page of the note.
    #[default]
    Refer,
    /// The note once more.
    Repeat,
    /// Nothing: only the mark is printed.
    Mark,
}

/// The placement, numbering and marks of notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSettings {
    /// Their placement.
    pub placement: NotePlacement,
    /// Where the marks restart.
    pub numbering: NoteNumbering,
    /// What the marks are.
    pub marks: NoteMarks,
    /// The prefix of the labels of the editor's notes. `None` if there is only one series of notes.
    pub editor_prefix: Option<String>,
    /// What the marks of the editor's notes are.
    pub editor_marks: NoteMarks,
    /// What stands at the foot of a later page on which a note is called again.
    pub again: NoteAgain,
}

impl Default for NoteSettings {
    fn default() -> Self {
        Self {
            placement: NotePlacement::Foot,
            numbering: NoteNumbering::Chapter,
            marks: NoteMarks::Numbers,
            editor_prefix: None,
            editor_marks: NoteMarks::Letters,
            again: NoteAgain::Refer,
        }
    }
}

impl NoteSettings {
    /// Whether marks restart on each page. Only the PDF has pages, and only notes at the foot belong to one.
    #[must_use]
    pub fn by_page(&self) -> bool {
        self.numbering == NoteNumbering::Page && self.placement == NotePlacement::Foot
    }

    /// Whether the note with this label is the editor's.
    #[must_use]
    pub fn is_editors(&self, label: &str) -> bool {
        self.editor_prefix.as_ref().is_some_and(|prefix| label.to_lowercase().starts_with(&prefix.to_lowercase()))
    }

    /// The mark of a note in one of the two series. Numbers start at 1.
    #[must_use]
    pub fn mark(&self, editors: bool, number: usize) -> String {
        self.series(editors).mark(number)
    }

    /// The mark in a file without pages. Symbols suit only marks that restart on each page: a chapter would need long rows of
    /// them. So the notes have numbers instead, or letters if the other series has numbers.
    #[must_use]
    pub fn mark_without_pages(&self, editors: bool, number: usize) -> String {
        match (self.series(editors), self.series(!editors)) {
            (NoteMarks::Symbols, NoteMarks::Numbers) if self.by_page() && self.editor_prefix.is_some() => NoteMarks::Letters,
            (NoteMarks::Symbols, _) if self.by_page() => NoteMarks::Numbers,
            (own, _) => own,
        }
        .mark(number)
    }

    const fn series(&self, editors: bool) -> NoteMarks {
        if editors { self.editor_marks } else { self.marks }
    }
}

impl NoteMarks {
    /// The mark of that number, from 1.
    #[must_use]
    pub fn mark(self, number: usize) -> String {
        const SYMBOLS: [&str; 6] = ["*", "\u{2020}", "\u{2021}", "\u{a7}", "\u{2016}", "\u{b6}"];
        let place = number.saturating_sub(1);
        match self {
            Self::Numbers => number.to_string(),
            Self::Symbols => SYMBOLS[place % SYMBOLS.len()].repeat(place / SYMBOLS.len() + 1),
            Self::Letters => letters(place),
        }
    }
}

/// 0 is a, 1 is b, 26 is aa.
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.insert(0, char::from(b'a' + u8::try_from(number % 26).unwrap_or_default()));
        if number < 26 {
            return letters.into_iter().collect();
        }
        number = number / 26 - 1;
    }
}

/// The placement, numbering and marks of notes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct NoteTable {
    /// Their placement.
    pub(crate) placement: Option<NotePlacement>,
    /// Where their marks restart.
    pub(crate) numbering: Option<NoteNumbering>,
    /// What their marks are.
    pub(crate) marks: Option<NoteMarks>,
    /// The prefix of the labels of the editor's notes, which have marks of their own: `"ed-"` for `[^ed-1]`. Default: one
    /// series of notes.
    pub(crate) editor_prefix: Option<String>,
    /// What the marks of the editor's notes are. Default: letters.
    pub(crate) editor_marks: Option<NoteMarks>,
    /// What stands at the foot of a later page on which a note is called again, if notes stand at the foot and their marks do not restart
    /// on each page.
    pub(crate) again: Option<NoteAgain>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_on_for_ever() {
        let marks = |kind: NoteMarks| [1, 2, 6, 7, 8, 13].map(|number| kind.mark(number));
        assert_eq!(marks(NoteMarks::Symbols), ["*", "†", "¶", "**", "††", "***"]);
        assert_eq!(marks(NoteMarks::Letters), ["a", "b", "f", "g", "h", "m"]);
        assert_eq!([26, 27, 28, 53].map(|number| NoteMarks::Letters.mark(number)), ["z", "aa", "ab", "ba"]);
    }
}
