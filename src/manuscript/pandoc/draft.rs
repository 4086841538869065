//! The state while a document of Pandoc becomes blocks.
use crate::citation::Bibliography;
use crate::diagnostic::{Diagnostic, Sink, Suggestions, codes};
use crate::pandoc::Text;
use crate::source::FileId;

use super::words::Words;
use crate::manuscript::markdown::builder::WrittenNote;

/// What has been read so far.
pub(super) struct Draft<'a> {
    /// The words.
    pub(super) words: Words<'a>,
    /// The notes, each after the notes inside it.
    pub(super) notes: Vec<WrittenNote>,
    /// The number of the next note.
    pub(super) next_note: u32,
    /// The languages around the current node, the innermost last. The first is that of the book.
    pub(super) langs: Vec<String>,
    /// The works that may be cited. `None` if the text of citations is printed as it is.
    pub(super) bibliography: Option<&'a Bibliography>,
    /// Whether Pandoc has already set the citations.
    pub(super) is_cited: bool,
    /// Finds the nearest key for a misspelt one.
    pub(super) suggestions: Suggestions,
    /// Where diagnostics go.
    pub(super) sink: &'a Sink,
    /// Whether nesting that is too deep was reported.
    is_depth_reported: bool,
}

impl<'a> Draft<'a> {
    pub(super) fn new(file: FileId, json: &'a str, lang: &str, bibliography: Option<&'a Bibliography>, sink: &'a Sink) -> Self {
        Self {
            words: Words::new(file, json),
            notes: Vec::new(),
            next_note: 0,
            langs: vec![lang.to_owned()],
            bibliography,
            is_cited: false,
            suggestions: Suggestions::default(),
            sink,
            is_depth_reported: false,
        }
    }

    /// The language of the current node.
    pub(super) fn lang(&self) -> &str {
        self.langs.last().map_or("en", String::as_str)
    }

    /// Reports that something is nested too deeply, once.
    pub(super) fn report_depth(&mut self, tag: &Text<'_>) {
        if let (false, Some(span)) = (self.is_depth_reported, self.words.origin(tag)) {
            self.is_depth_reported = true;
            self.sink.report(
                Diagnostic::new(codes::TOO_DEEP, span, "nested too deeply").label("deeper levels are flattened").hint("reduce the nesting"),
            );
        }
    }
}
