//! The words of a document of Pandoc as an assembled text, each with its place in the JSON.
//!
//! The passes over a text want to know where in the assembled text each inline stands, as they do for Markdown. JSON is not running text,
//! so `Words` makes one: the words in reading order, with a line end before each block. Its pieces have their origin in the JSON, so a
//! diagnostic names the line and the column of the word or of the tag there.
use std::ops::Range;

use crate::pandoc::{Text, byte_range};
use crate::source::{FileId, Span};

use crate::manuscript::files::assembled::{Assembled, assembled};

/// The words so far.
pub(super) struct Words<'a> {
    file: FileId,
    json: &'a str,
    text: Assembled,
    /// The place of the last words. Words without a place get it too.
    last: Span,
}

impl<'a> Words<'a> {
    pub(super) fn new(file: FileId, json: &'a str) -> Self {
        Self { file, json, text: Assembled::default(), last: Span::new(file, 0, 0) }
    }

    /// The place of a piece of the JSON.
    pub(super) fn origin(&self, part: &Text<'_>) -> Option<Span> {
        byte_range(self.json, part).map(|range| Span::new(self.file, range.start, range.end))
    }

    /// Adds words. Their place in the JSON is that of the first of `parts` that has one. Returns their bytes.
    pub(super) fn add(&mut self, words: &str, parts: &[&Text<'_>]) -> Range<usize> {
        let start = self.here();
        if let Some(span) = parts.iter().find_map(|part| self.origin(part)) {
            self.last = span;
        }
        self.text.insert(words, self.last);
        start..self.here()
    }

    /// The byte after the last word.
    pub(super) fn here(&self) -> usize {
        self.text.text.len()
    }

    /// The span from a byte to the last word.
    pub(super) fn since(&self, start: usize) -> Span {
        assembled(start..self.here())
    }

    /// The place in the JSON of a span.
    pub(super) fn located(&self, span: Span) -> Span {
        self.text.located(span)
    }

    /// The whole text.
    pub(super) fn finish(mut self) -> Assembled {
        if self.text.text.is_empty() {
            // An empty text needs a place too.
            self.text.insert("\n", Span::new(self.file, 0, 0));
        }
        self.text
    }
}
