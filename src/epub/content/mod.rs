//! Content documents.
mod blocks;
mod index;
mod inlines;
mod notes;
mod page_breaks;
mod printer;
mod raw;
mod spine;

pub(super) use page_breaks::PageBreaks;
pub(super) use printer::{Printer, document_resource, escaped};
pub(super) use spine::{NOTES, Spine};
