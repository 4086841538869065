//! Pages to bytes: a PDF 1.7 with embedded subset faces, outline, page labels, named places and links.
mod catalog;
mod content;
mod picture;
mod pixels;
mod press;
mod usage;
mod writer;

use rayon::prelude::*;

use crate::artwork::Gallery;
use crate::diagnostic::Sink;
use crate::font::{FontBook, FontError};
use crate::resolve::Book;
use crate::typeset::Pages;

/// Why a PDF cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A face cannot be cut down.
    #[error(transparent)]
    Font(#[from] FontError),
    /// The writer refused the face.
    #[error("the face {0} cannot be embedded")]
    Face(String),
    /// The bytes cannot be put together.
    #[error("the PDF cannot be put together")]
    Write(#[source] std::io::Error),
}

/// Writes finished pages as a PDF 1.7. The same pages give the same bytes.
///
/// # Errors
/// If a face is broken.
pub fn write(pages: &Pages, book: &Book<'_>, fonts: &FontBook, gallery: &Gallery, sink: &Sink) -> Result<Vec<u8>, PdfError> {
    let usage = usage::Usage::of(pages, fonts)?;
    let print = &book.edition.print;
    let pictures = picture::pictures(pages, gallery, fonts, print, sink);
    let content = |page| press::moved(page, print, content::encode(page, &usage, &pictures));
    let contents: Vec<Vec<u8>> = pages.pages.par_iter().map(|page| picture::deflate(&content(page))).collect();
    let document = writer::skeleton(pages, &usage, pictures, fonts)?;
    catalog::finish(document, contents, &catalog::Given { pages, book, usage: &usage, fonts })
}
