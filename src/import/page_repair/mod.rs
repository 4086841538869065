//! The repair of web pages and e-books, by the rules of `repair/`.
//!
//! The rules on characters and punctuation see each line of the pages as text (`inline_text.rs`, `text_lines.rs`). Those on paragraphs work
//! on blocks (`paragraphs.rs`), as those on notes do (`notes.rs`). Running heads, verse and letters need lines of text, so they are left to
//! plain texts: pages have no heads, and keep the line breaks that they have.
mod inline_text;
mod notes;
mod paragraphs;
mod text_lines;

use std::collections::BTreeSet;

use crate::source::{SourceMap, Span};

use super::draft::Draft;
use super::repair::{Change, Rule};

/// A change with its place in the pages.
pub(super) struct PlacedChange {
    pub(super) span: Span,
    pub(super) change: Change,
}

impl PlacedChange {
    pub(super) fn new(span: Span, rule: Rule, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { span, change: Change { line: 0, rule, before: before.into(), after: after.into() } }
    }
}

/// Repairs the pages of a draft with all rules except `without`. The journal has the changes in the order in which they were made.
pub(super) fn repair(draft: &mut Draft, without: &BTreeSet<Rule>) -> Vec<PlacedChange> {
    let mut journal = Vec::new();
    text_lines::characters(draft, without, &mut journal);
    paragraphs::paragraphs(draft, without, &mut journal);
    for rule in [Rule::BracketedNotes, Rule::RaisedNotes].into_iter().filter(|rule| !without.contains(rule)) {
        notes::notes(draft, rule, &mut journal);
    }
    text_lines::punctuation(draft, without, &mut journal);
    journal
}

/// A place in a page.
pub(super) struct PagePlace {
    /// The path of the page.
    pub(super) path: String,
    /// The line, from 1.
    pub(super) line: usize,
}

/// The place of a span. `None` for a span that is in no page.
pub(super) fn place(sources: &SourceMap, span: Span) -> Option<PagePlace> {
    let (line, _) = sources.line_column(span)?;
    sources.file(span.file).map(|file| PagePlace { path: file.path.clone(), line })
}
