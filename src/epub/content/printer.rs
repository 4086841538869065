//! The input of all content documents of a book.
use crate::diagnostic::Sink;
use crate::language::Terms;
use crate::math::FormulaArtist;
use crate::resolve::Book;

use crate::epub::resources::{Pictures, Recordings};

use super::page_breaks::PageBreaks;
use super::spine::Spine;

/// What a book is read with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::epub) enum Medium<'a> {
    /// A reading system. All files are in one folder of a package.
    Package,
    /// A browser. The files that pages use are in a folder of their own: `files` is the link to it, with a slash at its end.
    Web { files: &'a str },
}

impl Medium<'_> {
    /// The link to a file that content documents use.
    pub(in crate::epub) fn href(self, file: &str) -> String {
        match self {
            Self::Package => file.to_owned(),
            Self::Web { files } => format!("{files}{file}"),
        }
    }
}

/// Prints content documents. It only borrows, so documents can be printed in parallel.
#[derive(Clone, Copy)]
pub(in crate::epub) struct Printer<'a> {
    pub(in crate::epub) book: &'a Book<'a>,
    pub(in crate::epub) medium: Medium<'a>,
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
