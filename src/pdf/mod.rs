//! Pages to bytes: a PDF 1.7 with embedded subset fonts, outline, page labels, named destinations and links.
mod catalog;
mod content;
mod error;
mod file;
mod fonts;
mod imposition;
mod metadata;
mod navigation;
mod pictures;
mod press;
mod reading;
mod skeleton;
mod structure;

pub use content::page_contents::PageContents;
pub use error::PdfError;
pub use file::object::PdfFault;
pub use imposition::{ImposeError, Imposed, impose};

use crate::artwork::Gallery;
use crate::diagnostic::Sink;
use crate::font::FontBook;
use crate::imposition::Imposition;
use crate::pdf::content::page_contents::is_tagged;
use crate::pdf::navigation::destinations::anchors;
use crate::resolve::Book;
use crate::typeset::{LinkTarget, Pages};

/// Writes finished pages as a PDF 1.7. The same pages give the same bytes.
///
/// # Errors
/// If a font is broken.
pub fn write(pages: &Pages, book: &Book<'_>, fonts: &FontBook, gallery: &Gallery, sink: &Sink) -> Result<Vec<u8>, PdfError> {
    Ok(assemble(&PageContents::of(pages, book, fonts, gallery, sink)?, pages, book, fonts)?.into_bytes())
}

/// A finished document that is not yet serialized.
#[derive(Debug)]
pub struct FinishedPdf(file::object::PdfDocument, file::serialize::WrittenObjects);

impl FinishedPdf {
    /// Serializes the document.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        catalog::bytes_of((self.0, self.1))
    }

    /// Imposes its pages on sheets, as [`impose`] does with the pages of a file.
    ///
    /// # Errors
    /// If there are no pages.
    pub fn impose(self, imposition: &Imposition, language: &str) -> Result<Imposed, ImposeError> {
        imposition::impose_document(self.0, imposition, language)
    }
}

/// Makes a document from finished pages without serializing it. `contents` are those of the pages, or of pages with the same type area on
/// another paper.
///
/// # Errors
/// If a font is broken.
pub fn assemble(contents: &PageContents, pages: &Pages, book: &Book<'_>, fonts: &FontBook) -> Result<FinishedPdf, PdfError> {
    let anchors = anchors(pages);
    let is_written = |target: &LinkTarget| match target {
        LinkTarget::Anchor(anchor) => anchors.contains(&**anchor),
        LinkTarget::Uri(_) => true,
    };
    let tree = is_tagged(book).then(|| structure::tree(book, pages, &contents.marks, &is_written));
    let document = skeleton::skeleton(pages, &contents.usage, &contents.pictures, fonts)?;
    let given = catalog::DocumentParts { pages, book, contents, fonts, tree: tree.as_ref() };
    let (document, written) = catalog::finish(document, &given);
    Ok(FinishedPdf(document, written))
}
