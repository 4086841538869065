//! The state that all steps share while one text is read.
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Mutex;

use crate::diagnostic::Sink;
use crate::document::Inline;
use crate::source::Span;

use crate::manuscript::scan::fences::{Placeholder, Prepared};

/// Parses the Markdown of a title that begins at a byte of the assembled text.
///
/// `markdown` is above the modules that find titles, so they cannot name it. They get it as a function.
pub(crate) type TitleParser = fn(&str, usize, &Reading<'_>) -> Vec<Inline>;

/// The state that all steps share while one text is read.
pub(crate) struct Reading<'a> {
    /// The text as the parser reads it.
    pub(crate) prepared: &'a Prepared,
    /// Where diagnostics go.
    pub(crate) sink: &'a Sink,
    /// The HTML tags that were reported. Each is reported once.
    pub(crate) tags: Mutex<BTreeSet<String>>,
    /// Parses a title. See [`Reading::title`].
    parse_title: TitleParser,
}

impl<'a> Reading<'a> {
    /// The state at the beginning. `parse_title` is the parser of titles.
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

    /// The place of a span in the author's files.
    pub(crate) fn at(&self, span: Span) -> Span {
        self.prepared.assembled.located(span)
    }

    /// A text with inline notes and formulas as the author wrote them. `range` is its place in the assembled text.
    pub(crate) fn restored(&self, text: &str, range: Range<usize>) -> String {
        let mut restored = String::new();
        let mut rest = text;
        for (_, Placeholder { text, replaced }) in self.prepared.placeholders.range(range) {
            if let Some((before, after)) = rest.split_once(text.as_str()) {
                restored.push_str(before);
                restored.push_str(replaced.source());
                rest = after;
            }
        }
        restored.push_str(rest);
        self.prepared.restored(&restored)
    }
}
