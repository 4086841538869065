//! Book to pages.
mod page;

pub use page::{GlyphRun, LinkTarget, Page, PageItem, PageKind, Pages, Placed, Role, Segment, Side, TextLine};

use crate::artwork::Gallery;
use crate::diagnostic::Sink;
use crate::font::FontBook;
use crate::resolve::Book;

/// Sets a book.
#[must_use]
pub fn typeset(_book: &Book<'_>, _fonts: &FontBook, _gallery: &Gallery, _sink: &Sink) -> Pages {
    Pages::default()
}
