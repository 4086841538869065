//! The state that all steps share while one text is read.
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::diagnostic::{Diagnostic, Sink, codes};
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
    /// The names in its tags.
    tag_names: OnceLock<TagNames>,
    /// Whether nesting that is too deep was reported.
    depth_reported: AtomicBool,
    /// The HTML blocks in which Markdown was reported.
    html_blocks: Mutex<Vec<Range<usize>>>,
    /// Parses a title. See [`Reading::title`].
    parse_title: TitleParser,
}

impl<'a> Reading<'a> {
    /// The state at the beginning. `parse_title` is the parser of titles.
    pub(crate) fn new(prepared: &'a Prepared, sink: &'a Sink, parse_title: TitleParser) -> Self {
        Self {
            prepared,
            sink,
            tag_names: OnceLock::new(),
            depth_reported: AtomicBool::new(false),
            html_blocks: Mutex::default(),
            parse_title,
        }
    }

    /// Parses the inlines of a title, such as the caption of a picture, that begins at a byte of the assembled text.
    pub(crate) fn title(&self, text: &str, start: usize) -> Vec<Inline> {
        (self.parse_title)(text, start, self)
    }

    /// The names in the tags of the text.
    pub(crate) fn tag_names(&self) -> &TagNames {
        self.tag_names.get_or_init(|| TagNames::of(self.text()))
    }

    /// Reports that something is nested too deeply, once in a text.
    pub(crate) fn report_depth(&self, span: Span) {
        if !self.depth_reported.swap(true, Ordering::Relaxed) {
            self.sink.report(
                Diagnostic::new(codes::TOO_DEEP, self.at(span), "nested too deeply")
                    .label("deeper levels are flattened")
                    .hint("reduce the nesting"),
            );
        }
    }

    /// Records that Markdown was reported in an HTML block. `block` is its place in the assembled text.
    pub(crate) fn record_html_block(&self, block: Range<usize>) {
        self.html_blocks.lock().unwrap_or_else(PoisonError::into_inner).push(block);
    }

    /// Whether a byte of the assembled text is in an HTML block in which Markdown was reported.
    pub(crate) fn is_in_reported_html(&self, at: usize) -> bool {
        self.html_blocks.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|block| block.contains(&at))
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
        let is_copy = self.text().get(range.clone()) == Some(text);
        let mut from = range.start;
        for (at, Placeholder { text, replaced }) in self.prepared.placeholders.range(range) {
            // In a copy of the text, the place is known. Otherwise the parser left out prefixes of lines.
            let found = if is_copy { rest.split_at_checked(at - from) } else { None };
            let found = found.and_then(|(before, after)| Some((before, after.strip_prefix(text.as_str())?)));
            if let Some((before, after)) = found.or_else(|| rest.split_once(text.as_str())) {
                from = at + text.len();
                restored.push_str(before);
                restored.push_str(replaced.source());
                rest = after;
            }
        }
        restored.push_str(rest);
        self.prepared.restored(&restored)
    }
}

/// The names in the tags of a text, as written.
#[derive(Debug, Default)]
pub(crate) struct TagNames {
    /// Those of start tags.
    pub(crate) opened: BTreeSet<String>,
    /// Those of end tags.
    pub(crate) closed: BTreeSet<String>,
}

impl TagNames {
    /// Finds the names. What looks like a tag in code counts too.
    fn of(text: &str) -> Self {
        let mut names = Self::default();
        for (at, _) in text.match_indices('<') {
            let rest = &text[at + 1..];
            let (rest, set) = match rest.strip_prefix('/') {
                Some(rest) => (rest, &mut names.closed),
                None => (rest, &mut names.opened),
            };
            let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<')).unwrap_or(rest.len());
            if rest.starts_with(|c: char| c.is_ascii_alphabetic()) && !set.contains(&rest[..end]) {
                set.insert(rest[..end].to_owned());
            }
        }
        names
    }
}
