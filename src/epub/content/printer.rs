//! The input of all content documents of a book.
use crate::diagnostic::Sink;
use crate::language::Terms;
use crate::math::FormulaArtist;
use crate::resolve::Book;

use crate::epub::resources::{Pictures, Recordings};

use super::page_breaks::PageBreaks;
use super::spine::Spine;

/// Prints content documents. It only borrows, so documents can be printed in parallel.
#[derive(Clone, Copy)]
pub(in crate::epub) struct Printer<'a> {
    pub(in crate::epub) book: &'a Book<'a>,
    pub(in crate::epub) spine: &'a Spine<'a>,
    pub(in crate::epub) pictures: &'a Pictures,
    pub(in crate::epub) recordings: &'a Recordings,
    /// Draws the formulas, if the edition does not have them in MathML.
    pub(in crate::epub) artist: Option<&'a FormulaArtist<'a>>,
    /// The pages of the printed edition, if they are marked.
    pub(in crate::epub) breaks: Option<&'a PageBreaks<'a>>,
    pub(in crate::epub) sink: &'a Sink,
}

impl Printer<'_> {
    /// The BCP 47 tag of the book's language.
    pub(in crate::epub) fn language(&self) -> &str {
        self.book.edition.metadata.language.tag()
    }

    /// The words that the book itself adds, in its language.
    pub(in crate::epub) fn terms(&self) -> &'static Terms {
        Terms::of(self.language())
    }
}
