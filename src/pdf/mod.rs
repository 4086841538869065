//! Pages to bytes: a PDF 1.7 with embedded subset faces, outline, page labels, named places and links.
mod catalog;
mod content;
mod file;
mod fonts;
mod imposition;
mod metadata;
mod navigation;
mod pictures;
mod press;
mod skeleton;
mod structure;

pub use imposition::{ImposeError, Imposed, impose};

use rayon::prelude::*;

use crate::artwork::Gallery;
use crate::diagnostic::Sink;
use crate::font::{FontBook, FontError};
use crate::imposition::Imposition;
use crate::resolve::Book;
use crate::typeset::{LinkTarget, Pages};

/// Why a PDF cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A face cannot be cut down.
    #[error(transparent)]
    Font(#[from] FontError),
    /// The writer refused the face.
    #[error("the face {0} cannot be embedded")]
    Face(String),
}

/// What stands on pages, without the paper under it: the faces, the pictures, the contents. Editions of one type area on paper of other sizes
/// have it in common.
#[derive(Debug)]
pub struct Leaves {
    usage: fonts::usage::Usage,
    pictures: pictures::Pictures,
    /// By page, deflated.
    contents: Vec<Vec<u8>>,
    /// By page: its marked content.
    marks: Vec<Vec<content::Mark>>,
}

impl Leaves {
    /// Those of finished pages.
    ///
    /// # Errors
    /// If a face is broken.
    pub fn of(pages: &Pages, book: &Book<'_>, fonts: &FontBook, gallery: &Gallery, sink: &Sink) -> Result<Self, PdfError> {
        let edition = book.edition;
        let usage = fonts::usage::Usage::of(pages, fonts)?;
        let pictures = pictures::pictures(pages, gallery, fonts, edition, sink);
        let (contents, marks): (Vec<Vec<u8>>, Vec<Vec<content::Mark>>) = pages
            .pages
            .par_iter()
            .map(|page| {
                let (stream, marks) = content::encode(page, press::corner(page, edition), &usage, &pictures, is_tagged(book));
                (file::serialize::deflate(&stream), marks)
            })
            .unzip();
        Ok(Self { usage, pictures, contents, marks })
    }
}

/// Whether the document tells its structure: not to a press, and nobody reads sheets on a screen.
fn is_tagged(book: &Book<'_>) -> bool {
    book.edition.tagged && !book.edition.print.is_pod() && book.edition.imposition.is_none()
}

/// Writes finished pages as a PDF 1.7. The same pages give the same bytes.
///
/// # Errors
/// If a face is broken.
pub fn write(pages: &Pages, book: &Book<'_>, fonts: &FontBook, gallery: &Gallery, sink: &Sink) -> Result<Vec<u8>, PdfError> {
    Ok(assemble(&Leaves::of(pages, book, fonts, gallery, sink)?, pages, book, fonts)?.into_bytes())
}

/// A document that is finished but for its bytes.
#[derive(Debug)]
pub struct Assembled(file::object::Skeleton, file::serialize::Written);

impl Assembled {
    /// The bytes of its file.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        catalog::bytes_of((self.0, self.1))
    }

    /// Puts its pages on sheets, as [`impose`] does with those of a file.
    ///
    /// # Errors
    /// If there are no pages.
    pub fn impose(self, imposition: &Imposition, language: &str) -> Result<Imposed, ImposeError> {
        imposition::impose_document(self.0, imposition, language)
    }
}

/// Makes a document of finished pages without writing it. `leaves` are those of the pages, or of pages of the same type area on other paper.
///
/// # Errors
/// If a face is broken.
pub fn assemble(leaves: &Leaves, pages: &Pages, book: &Book<'_>, fonts: &FontBook) -> Result<Assembled, PdfError> {
    let anchors = catalog::anchors(pages);
    let leads = |target: &LinkTarget| match target {
        LinkTarget::Anchor(anchor) => anchors.contains(&**anchor),
        LinkTarget::Uri(_) => true,
    };
    let tree = is_tagged(book).then(|| structure::tree(book, pages, &leaves.marks, &leads));
    let document = skeleton::skeleton(pages, &leaves.usage, &leaves.pictures, fonts)?;
    let given = catalog::Given { pages, book, leaves, fonts, tree: tree.as_ref() };
    let (document, written) = catalog::finish(document, &given);
    Ok(Assembled(document, written))
}
