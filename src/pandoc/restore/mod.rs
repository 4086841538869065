//! Restores a document that chapbook exported to Pandoc.
//!
//! The marks `data-chapbook-*` say what each node was. A node without marks, which another program may have added, becomes what it is in
//! Pandoc. No rule for punctuation, figures or the like applies: the document has been through them.
mod blocks;
mod divisions;
mod inlines;
mod tables;

use std::collections::BTreeMap;

use super::marks::DOCUMENT;
use super::tree::{Document, Text, byte_range};
use crate::document::{self, Note, number_nodes};
use crate::formula::Macros;
use crate::source::{FileId, Span};

/// Whether a document was exported by chapbook.
#[must_use]
pub fn is_exported(document: &Document<'_>) -> bool {
    document.meta.iter().any(|entry| entry.key.as_str() == DOCUMENT)
}

/// The document that was exported. `tree` was read from the file with the text `json`. Formulas may use `macros`.
#[must_use]
pub fn restore(file: FileId, json: &str, tree: &Document<'_>, macros: &Macros) -> document::Document {
    let mut reader = Restorer { file, json, macros, notes: BTreeMap::new(), place: Span::new(file, 0, 0) };
    let mut document = document::Document { matter: reader.matters(&tree.blocks), ..document::Document::default() };
    // The numbers of notes have no gaps, unless a filter has removed some.
    document.notes = reader.settled_notes(&mut document);
    number_nodes(&mut document);
    document
}

/// The state of a restoration.
struct Restorer<'a> {
    file: FileId,
    json: &'a str,
    macros: &'a Macros,
    /// The notes by their numbers.
    notes: BTreeMap<u32, Note>,
    /// The place of the node that is being read.
    place: Span,
}

impl Restorer<'_> {
    /// Records the place of a node, and returns it. A node without a place has that of the node before it.
    fn at(&mut self, tag: &Text<'_>) -> Span {
        if let Some(range) = byte_range(self.json, tag) {
            self.place = Span::new(self.file, range.start, range.end);
        }
        self.place
    }
}
