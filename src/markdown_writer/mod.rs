//! Writes documents as chapbook's own Markdown, so that reading the text gives the same document, except for places and ids.
//!
//! `blocks.rs` and `inlines.rs` print every kind of block and inline. What Markdown cannot say, such as the attributes of a paragraph or a
//! cell over two rows, is written as HTML, which chapbook reads too. `text.rs` escapes whatever would be read as markup, `attributes.rs`
//! writes attributes, and `divisions.rs` headings and files.
mod attributes;
mod blocks;
mod divisions;
mod inlines;
mod lists;
mod plain_text;
mod tables;
mod text;

use std::collections::BTreeMap;

use crate::document::NoteId;
use crate::source::SourceMap;

pub use divisions::{MarkdownFile, blocks_with_notes, files};
pub use plain_text::plain_text_of;

/// Options of the writer.
#[derive(Clone, Copy, Debug, Default)]
pub struct MarkdownOptions<'a> {
    /// Whether quotation marks, dashes and ellipses are already as they are to be printed. Then straight quotation marks are escaped, so
    /// that reading keeps them. Otherwise reading sets them by the rules of the language, as it does for any manuscript.
    pub literal_punctuation: bool,
    /// The sources of the document. Citations are copied from them as their author wrote them.
    pub sources: Option<&'a SourceMap>,
}

/// The labels of notes in the file that is written.
type NoteLabels = BTreeMap<NoteId, String>;
