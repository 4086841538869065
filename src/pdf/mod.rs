//! Pages to bytes: a PDF 1.7 with embedded subset faces, outline, page labels, named places and links.
mod appearance;
mod catalog;
mod content;
mod encoding;
mod faces;
mod file;
mod imposed;
mod object;
mod outline;
mod picture;
mod pixels;
mod press;
mod profile;
mod structure;
mod tags;
mod tree;
mod usage;
mod writer;
mod xmp;

pub use imposed::{ImposeError, Imposed, impose};

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

/// Writes finished pages as a PDF 1.7. The same pages give the same bytes.
///
/// # Errors
/// If a face is broken.
pub fn write(pages: &Pages, book: &Book<'_>, fonts: &FontBook, gallery: &Gallery, sink: &Sink) -> Result<Vec<u8>, PdfError> {
    Ok(assemble(pages, book, fonts, gallery, sink)?.into_bytes())
}

/// A document that is finished but for its bytes.
#[derive(Debug)]
pub struct Assembled(object::Skeleton, file::Written);

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
        imposed::impose_document(self.0, imposition, language)
    }
}

/// Makes a document of finished pages without writing it.
///
/// # Errors
/// If a face is broken.
pub fn assemble(pages: &Pages, book: &Book<'_>, fonts: &FontBook, gallery: &Gallery, sink: &Sink) -> Result<Assembled, PdfError> {
    let usage = usage::Usage::of(pages, fonts)?;
    let print = &book.edition.print;
    let pictures = picture::pictures(pages, gallery, fonts, book.edition, sink);
    let tagged = book.edition.tagged && !print.is_pod();
    let (contents, marks): (Vec<Vec<u8>>, Vec<Vec<content::Mark>>) = pages
        .pages
        .par_iter()
        .map(|page| {
            let (stream, marks) = content::encode(page, &usage, &pictures, tagged);
            (file::deflate(&press::moved(page, print, stream)), marks)
        })
        .unzip();
    let anchors = catalog::anchors(pages);
    let leads = |target: &LinkTarget| match target {
        LinkTarget::Anchor(anchor) => anchors.contains(&**anchor),
        LinkTarget::Uri(_) => true,
    };
    let tree = tagged.then(|| structure::tree(book, pages, &marks, &leads));
    let document = writer::skeleton(pages, &usage, pictures, fonts)?;
    let given = catalog::Given { pages, book, usage: &usage, fonts, tree: tree.as_ref() };
    let (document, written) = catalog::finish(document, contents, &given);
    Ok(Assembled(document, written))
}
