//! The content documents: XHTML for the pages before the text, for every chapter, for its notes and for the index (EPUB 3.3,
//! section 6.1).
//!
//! Input: a [`Printer`], which has the book. Output: [`ContentDocument`]s. Begin reading at [`chapters`]; `document.rs` writes the frame
//! of every document, `blocks.rs` and `inlines.rs` its content.
mod blocks;
mod break_markers;
mod document;
mod front;
mod index;
mod inlines;
mod listings;
mod notes;
mod page_breaks;
mod picture_style;
mod pieces;
mod printer;
mod raw;
mod semantics;
mod spine;
mod tables;

use rayon::prelude::*;

pub(super) use blocks::{has_introduced_bibliography, has_parentheses, has_statements, has_subfigures, has_works, heading_name};
pub(super) use document::{ContentDocument, DocumentWriter};
pub(super) use front::front_pages;
pub(super) use notes::{endnotes, letters};
pub(super) use page_breaks::{PageBreaks, PageTarget};
pub(super) use printer::{Medium, Printer};
pub(super) use spine::{NOTES, Spine, SpineDocument, kind_names};
pub(super) use tables::has_structured_tables;

/// Prints every chapter, and whatever else has a content document of its own, in reading order.
pub(super) fn chapters(printer: &Printer<'_>) -> Vec<ContentDocument> {
    printer.spine.documents.par_iter().map(|document| chapter(printer, document)).collect()
}

/// Prints one division, or a piece of it, with the notes at its end.
fn chapter(printer: &Printer<'_>, document: &SpineDocument<'_>) -> ContentDocument {
    let title = printer.book.resolution.titles.get(&document.division.node.id).map_or("", String::as_str);
    printer.document(&document.name, title, document.matter, |out| out.text_of(document))
}

impl DocumentWriter<'_> {
    /// The division of a document, or the piece of it that the document has, with the notes at its end.
    pub(in crate::epub) fn text_of(&mut self, document: &SpineDocument<'_>) {
        self.set_lead(document.division);
        self.range.clone_from(&document.range);
        self.division(document.division, &document.notes);
    }
}
