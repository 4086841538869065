//! Collects the texts of notes, the sections that they are in, and their calls, in the order of the text.
//!
//! A place is the index of a line in a text (`note_lines.rs`), or the indices of a page and of a block in it (`page_repair/notes.rs`).
use std::collections::BTreeMap;
use std::ops::Range;

use super::note_marks::{CallMark, MarkForm, TextMark, is_note_heading, is_work_heading};
use super::note_match::{NoteMatches, SourceCall, SourceText, matched};

/// The text of a note.
#[derive(Clone, Debug)]
pub(in crate::import) struct NoteText<P> {
    /// Its lines or blocks, or the block of its list.
    pub(in crate::import) range: Range<P>,
    /// The index of its item, if it is an item of a list.
    pub(in crate::import) item: Option<usize>,
    /// The mark that it begins with. That of an item has no length.
    pub(in crate::import) mark: TextMark,
    pub(in crate::import) chapter: usize,
    /// The index of the section of notes that it is in.
    pub(in crate::import) section: Option<usize>,
}

/// A section of notes.
#[derive(Clone, Debug)]
pub(in crate::import) struct NoteSection<P> {
    pub(in crate::import) range: Range<P>,
    /// The level of its heading. `None` if that is a line of text.
    level: Option<u8>,
}

/// The call of a note.
#[derive(Clone, Debug)]
pub(in crate::import) struct TypedCall<P> {
    pub(in crate::import) place: P,
    pub(in crate::import) mark: CallMark,
    pub(in crate::import) chapter: usize,
}

/// Collects the texts of notes and the sections that they are in.
#[derive(Debug)]
pub(in crate::import) struct NoteFinder<P> {
    pub(in crate::import) texts: Vec<NoteText<P>>,
    pub(in crate::import) sections: Vec<NoteSection<P>>,
    /// The number of the chapter.
    pub(in crate::import) chapter: usize,
    /// Whether a list of works is being read. Its numbers are those of works.
    pub(in crate::import) in_works: bool,
    /// The level of the headings that divide the text into chapters.
    chapter_level: u8,
    /// The index of the section of notes that is being read.
    open: Option<usize>,
    last_heading: Option<P>,
}

/// The level of the headings that divide a text into chapters: the highest one of which there are at least two. Headings of notes do not
/// count.
pub(in crate::import) fn chapter_level<T: AsRef<str>>(headings: impl Iterator<Item = (u8, T)>) -> u8 {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    for (level, title) in headings {
        *counts.entry(level).or_default() += usize::from(!is_note_heading(title.as_ref()));
    }
    counts.into_iter().find(|(_, count)| *count > 1).map_or(1, |(level, _)| level)
}

impl<P: Copy + Ord> NoteFinder<P> {
    pub(in crate::import) const fn new(chapter_level: u8) -> Self {
        Self { texts: Vec::new(), sections: Vec::new(), chapter: 0, in_works: false, chapter_level, open: None, last_heading: None }
    }

    /// Whether a section of notes is being read.
    pub(in crate::import) const fn in_notes(&self) -> bool {
        self.open.is_some()
    }

    /// Ends the section of notes that is being read.
    pub(in crate::import) fn close(&mut self, at: P) {
        if let Some(open) = self.open.take() {
            self.sections[open].range.end = at;
        }
    }

    /// Adds a heading. It has no level if it is a line of text. Any heading ends a section of notes, unless it is below that of the
    /// section.
    pub(in crate::import) fn heading(&mut self, at: P, level: Option<u8>, title: &str) {
        let is_of_notes = is_note_heading(title);
        self.chapter += usize::from(level.is_some_and(|level| level <= self.chapter_level) && !is_of_notes);
        self.in_works = is_work_heading(title);
        self.last_heading = Some(at);
        let is_inside = match (self.open.and_then(|open| self.sections[open].level), level) {
            (Some(own), Some(level)) => level > own,
            _ => false,
        };
        if is_of_notes {
            self.close(at);
            self.sections.push(NoteSection { range: at..at, level });
            self.open = Some(self.sections.len() - 1);
        } else if !is_inside {
            self.close(at);
        }
    }

    /// Whether a line with a mark is likely to begin the text of a note. `begins_paragraph`: whether the line is the first of a paragraph.
    pub(in crate::import) fn expects(&self, mark: &TextMark, begins_paragraph: bool) -> bool {
        let last = self.texts.last().filter(|last| last.section == self.open);
        let follows = last.is_some_and(|last| mark.number == last.mark.number + 1);
        match mark.form {
            MarkForm::Plain => {
                self.in_notes() && mark.is_note_number() && (last.is_none() || follows || (mark.number == 1 && begins_paragraph))
            }
            MarkForm::Bracketed | MarkForm::Raised => begins_paragraph || follows,
        }
    }

    /// Adds a text that begins with a mark. What stands between two texts of a section becomes a part of the first, unless the numbers
    /// begin again or a heading stands between them.
    pub(in crate::import) fn add(&mut self, range: Range<P>, mark: TextMark) {
        if let Some(last) = self.texts.last_mut()
            && self.open.is_some()
            && last.section == self.open
            && last.item.is_none()
            && mark.number == last.mark.number + 1
            && self.last_heading.is_none_or(|heading| heading < last.range.start)
        {
            last.range.end = range.start;
        }
        self.texts.push(NoteText { range, item: None, mark, chapter: self.chapter, section: self.open });
    }

    /// Adds an item of a numbered list.
    pub(in crate::import) fn add_item(&mut self, list: Range<P>, item: usize, number: u32) {
        let mark = TextMark { number, length: 0, form: MarkForm::Plain, is_enclosed: false };
        self.texts.push(NoteText { range: list, item: Some(item), mark, chapter: self.chapter, section: self.open });
    }

    /// The texts for calls of a form. A form of calls goes with several forms of texts; the first of them that occurs counts.
    pub(in crate::import) fn texts_for(&self, form: MarkForm, has_raised: bool) -> Vec<NoteText<P>> {
        let of = |wanted: &MarkForm| self.texts.iter().filter(|text| text.mark.form == *wanted).cloned().collect::<Vec<_>>();
        form.of_texts(has_raised).iter().map(of).find(|texts| !texts.is_empty()).unwrap_or_default()
    }
}

/// Matches calls with texts.
pub(in crate::import) fn matched_notes<C, T>(calls: &[TypedCall<C>], texts: &[NoteText<T>]) -> NoteMatches {
    let call = |call: &TypedCall<C>| SourceCall { number: call.mark.number, chapter: call.chapter, is_sure: call.mark.is_sure };
    let calls: Vec<SourceCall> = calls.iter().map(call).collect();
    let texts: Vec<SourceText> = texts.iter().map(|text| SourceText { number: text.mark.number, chapter: text.chapter }).collect();
    matched(&calls, &texts)
}
