//! Book to pages, stage by stage. Each folder imports only from those above it:
//!
//! 1. `model`: the values that pass between stages, and the finished pages;
//! 2. `words`: text to shaped words, with the places where they may be divided;
//! 3. `linebreak`: which breaks make the best lines of a paragraph;
//! 4. `setter`: what every stage needs to know;
//! 5. `paragraph`: inlines to lines, in one or more ways;
//! 6. `galley`: a division to one long column of slugs;
//! 7. `makeup`: a column to pages;
//! 8. `book`: all divisions, title pages, contents; what prints folios is set again until they are right;
//! 9. `excerpt` takes a part of finished pages, and `proofread` checks them.
mod book;
mod excerpt;
mod galley;
pub mod linebreak;
mod makeup;
mod model;
mod paragraph;
mod proofread;
mod setter;
mod words;

pub use book::other_paper::have_one_type_area;
pub use excerpt::excerpt;
pub use model::page::{
    Fit, GlyphRun, LinkEntry, LinkKey, LinkTarget, Made, Page, PageItem, PageKind, Pages, Placed, Role, Segment, Side, TextLine, TextSpan,
    TitlePageText, Zone,
};
pub use model::qr_code::Modules;
pub use proofread::invariants::{Fault, faults};
pub use proofread::text_proof::proof;
pub use setter::link_lists::{LinkLists, ListedLink};
pub use words::token_cache::TokenCache;

use crate::artwork::Gallery;
use crate::diagnostic::Sink;
use crate::font::FontBook;
use crate::resolve::Book;

/// Sets a book. What cannot be set is reported with its place; the words of the manuscript are never left out.
#[must_use]
pub fn typeset(book: &Book<'_>, fonts: &FontBook, gallery: &Gallery, sink: &Sink) -> Pages {
    typeset_beside(book, fonts, gallery, sink, None)
}

/// Sets a book as one of several editions, which share `token_cache`.
#[must_use]
pub fn typeset_beside(book: &Book<'_>, fonts: &FontBook, gallery: &Gallery, sink: &Sink, token_cache: Option<&TokenCache>) -> Pages {
    let pages = book::set_book(book, fonts, gallery, sink, token_cache);
    proofread::widows::report_widows(&pages.pages, book, sink);
    pages
}
