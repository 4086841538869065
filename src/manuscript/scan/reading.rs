//! What is known while one file is read.
use std::collections::BTreeSet;
use std::sync::Mutex;

use crate::diagnostic::Sink;
use crate::document::Inline;
use crate::source::Span;

use crate::manuscript::scan::fences::Prepared;

/// Parses the Markdown of a title that begins at a byte of the assembled text.
///
/// The parser is above the modules that find titles, so it is handed down to them.
pub(crate) type TitleParser = fn(&str, usize, &Reading<'_>) -> Vec<Inline>;

/// What is known while one file is read.
pub(crate) struct Reading<'a> {
    /// The text, ready for the parser.
    pub(crate) prepared: &'a Prepared,
    /// Where mistakes are told.
    pub(crate) sink: &'a Sink,
    /// The tags that were reported.
    pub(crate) tags: Mutex<BTreeSet<String>>,
    /// Parses a title. See [`Reading::title`].
    parse_title: TitleParser,
}

impl<'a> Reading<'a> {
    /// A reading of a text.
    pub(crate) fn new(prepared: &'a Prepared, sink: &'a Sink, parse_title: TitleParser) -> Self {
        Self { prepared, sink, tags: Mutex::default(), parse_title }
    }

    /// Parses the inlines of a title, such as the caption of a picture, that begins at a byte of the assembled text.
    pub(crate) fn title(&self, text: &str, start: usize) -> Vec<Inline> {
        (self.parse_title)(text, start, self)
    }

    /// The assembled text.
    pub(crate) fn text(&self) -> &'a str {
        &self.prepared.assembled.text
    }

    /// The author's bytes of a span.
    pub(crate) fn at(&self, span: Span) -> Span {
        self.prepared.assembled.located(span)
    }

    /// Puts what the author wrote in the place of the calls that stand for inline notes.
    pub(crate) fn restored(&self, text: &str) -> String {
        self.prepared.restored(text)
    }
}
