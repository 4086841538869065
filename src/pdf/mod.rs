//! Pages to bytes: a PDF 1.7 with embedded subset faces, outline, page labels, named places and links.
mod appearance;
mod catalog;
mod content;
mod encoding;
mod faces;
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
    let pictures = picture::pictures(pages, gallery, fonts, book.edition, sink);
    let tagged = book.edition.tagged && !print.is_pod();
    let (contents, marks): (Vec<Vec<u8>>, Vec<Vec<content::Mark>>) = pages
        .pages
        .par_iter()
        .map(|page| {
            let (stream, marks) = content::encode(page, &usage, &pictures, tagged);
            (picture::deflate(&press::moved(page, print, stream)), marks)
        })
        .unzip();
    let anchors = catalog::anchors(pages);
    let leads = |target: &LinkTarget| match target {
        LinkTarget::Anchor(anchor) => anchors.contains(&**anchor),
        LinkTarget::Uri(_) => true,
    };
    let tree = tagged.then(|| structure::tree(book, pages, &marks, &leads));
    let document = writer::skeleton(pages, &usage, pictures, fonts)?;
    catalog::finish(document, contents, &catalog::Given { pages, book, usage: &usage, fonts, tree: tree.as_ref() })
}
