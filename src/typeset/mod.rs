//! Typesetting: makes finished pages from a resolved book.
//!
//! A `Book` goes in, with fonts and pictures. [`Pages`] come out, on which every line, rule and picture has its place. Begin with
//! [`typeset`] below, and then `book::set_book`, which calls the stages.
//!
//! Each stage is a folder. A folder imports only from those above it in this list, which is also the order in which to read them:
//!
//! 1. `model`: the data that the stages pass on, and the finished pages;
//! 2. `words`: makes shaped words from text, with the places where they may be divided;
//! 3. `linebreak`: chooses the best line breaks of a paragraph;
//! 4. `setter`: the context that all later stages share;
//! 5. `paragraph`: makes lines from inlines, in one or more ways;
//! 6. `galley`: sets a division as one long column of slugs;
//! 7. `makeup`: cuts a column into pages;
//! 8. `book`: sets all divisions, title pages and contents, and repeats this until all printed folios are right;
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
    Artifact, DivisionPlace, Drawn, GeneratedText, GlyphRun, Imitation, InlineFormula, ItemRole, LineFit, LinkEntry, LinkKey, LinkTarget,
    Page, PageItem, PageKind, Pages, PlacedItem, Segment, Side, Strokes, TextLine, TextSpan, TitlePageText, Zone,
};
pub use model::paint::Paint;
pub use model::qr_code::Modules;
pub use proofread::invariants::{PageFault, faults};
pub use proofread::text_proof::proof;
pub use proofread::white::{HeadingWhite, OpeningElements, OpeningWhite, heading_whites, openings, unlike_headings};
pub use setter::link_lists::{LinkLists, ListedLink};
pub(crate) use words::direction::{Level, is_rtl, levels, visual_order};
pub use words::token_cache::TokenCache;

use crate::artwork::Gallery;
use crate::diagnostic::Sink;
use crate::font::FontBook;
use crate::resolve::Book;

/// Sets a book. Reports to `sink` what cannot be set as the author wants, with its place in the manuscript. All text of the manuscript is
/// printed, except raw HTML and raw text in other formats.
#[must_use]
pub fn typeset(book: &Book<'_>, fonts: &FontBook, gallery: &Gallery, sink: &Sink) -> Pages {
    typeset_beside(book, fonts, gallery, sink, None)
}

/// Like [`typeset`], for one of several editions, which share `token_cache`.
#[must_use]
pub fn typeset_beside(book: &Book<'_>, fonts: &FontBook, gallery: &Gallery, sink: &Sink, token_cache: Option<&TokenCache>) -> Pages {
    let pages = book::set_book(book, fonts, gallery, sink, token_cache);
    proofread::widows::report_widows(&pages.pages, book, sink);
    proofread::white::report_uneven_headings(&pages, book, sink);
    pages
}
