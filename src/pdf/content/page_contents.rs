//! The contents of all pages, with the fonts and pictures that they use.
use rayon::prelude::*;

use crate::artwork::Gallery;
use crate::diagnostic::Sink;
use crate::font::FontBook;
use crate::pdf::content::{MarkedContent, encode};
use crate::pdf::error::PdfError;
use crate::pdf::file::compress::deflate;
use crate::pdf::fonts::usage::FontUsage;
use crate::pdf::pictures::{self, Pictures};
use crate::pdf::press;
use crate::resolve::Book;
use crate::typeset::Pages;

/// The contents of pages without their boxes, with the fonts and the pictures. Editions with the same type area on paper of different sizes
/// share them.
#[derive(Debug)]
pub struct PageContents {
    pub(crate) usage: FontUsage,
    pub(crate) pictures: Pictures,
    /// For each page: the content stream, deflated.
    pub(crate) streams: Vec<Vec<u8>>,
    /// For each page: its marked content.
    pub(crate) marks: Vec<Vec<MarkedContent>>,
}

impl PageContents {
    /// Encodes finished pages.
    ///
    /// # Errors
    /// If a font is broken.
    pub fn of(pages: &Pages, book: &Book<'_>, fonts: &FontBook, gallery: &Gallery, sink: &Sink) -> Result<Self, PdfError> {
        let edition = book.edition;
        let usage = FontUsage::of(pages, fonts)?;
        let pictures = pictures::pictures(pages, gallery, fonts, edition, sink);
        let (streams, marks): (Vec<Vec<u8>>, Vec<Vec<MarkedContent>>) = pages
            .pages
            .par_iter()
            .map(|page| {
                let (stream, marks) = encode(page, press::content_origin(page, edition), &usage, &pictures, is_tagged(book));
                (deflate(&stream), marks)
            })
            .unzip();
        Ok(Self { usage, pictures, streams, marks })
    }
}

/// Whether the PDF of an edition is tagged. A press needs no tags, and nobody reads imposed sheets on a screen.
pub(crate) fn is_tagged(book: &Book<'_>) -> bool {
    book.edition.tagged && !book.edition.print.is_pod() && book.edition.imposition.is_none()
}
