//! The data that passes from step to step.
use std::sync::Arc;

use super::super::session::{BuildError, FileContent, Timings};
use crate::artwork::Artwork;
use crate::document::Document;
use crate::edition::Edition;
use crate::highlight::Listings;
use crate::resolve::{Addresses, Resolution};
use crate::typeset::Pages;

/// An edition to make.
pub(super) struct EditionJob {
    pub(super) edition: Edition,
    /// Whether pages are typeset, for a PDF or for the page list of an EPUB.
    pub(super) needs_pages: bool,
    /// The job whose pages the EPUB marks.
    pub(super) page_list: Option<usize>,
    /// An earlier job with the same pages on paper of another size.
    pub(super) same_pages: Option<usize>,
}

impl EditionJob {
    pub(super) fn new(edition: Edition, needs_pages: bool) -> Self {
        Self { edition, needs_pages, page_list: None, same_pages: None }
    }
}

/// What was found out about the text of the manuscript, for all editions.
#[derive(Clone, Copy)]
pub(super) struct Texts<'a> {
    /// The addresses of paragraphs.
    pub(super) addresses: &'a Addresses,
    /// The tokens of listings.
    pub(super) listings: &'a Listings,
}

/// An edition after the first step.
pub(in crate::build) struct TypesetEdition {
    /// The document, if it is derived from that of the manuscript. `None` if it is that of the manuscript itself.
    pub(super) document: Option<Document>,
    /// The edition as it was typeset. With `fit`, its design is closer than requested.
    pub(super) edition: Edition,
    pub(super) resolution: Arc<Resolution>,
    pub(super) pages: Option<Pages>,
    /// The picture of the cover, if it is the first page.
    pub(super) cover: Option<CoverPicture>,
    /// The EPUB, if it marks no pages.
    pub(super) epub: Option<EpubFile>,
    /// The files for a print shop.
    pub(super) press: Option<PressFiles>,
    /// The number of sheets, in a sentence.
    pub(super) facts: Vec<String>,
    pub(super) timings: Timings,
}

/// The picture on the first page of a PDF for screens.
pub(in crate::build) struct CoverPicture {
    /// Its name in the gallery of the edition. No picture of the text has it.
    pub(super) source: String,
    pub(super) artwork: Artwork,
}

/// Pages with the time that it took to typeset them.
pub(super) struct TimedPages {
    pub(super) pages: Pages,
    pub(super) timings: Timings,
}

/// A finished EPUB.
pub(super) struct EpubFile {
    pub(super) content: FileContent,
    pub(super) timings: Timings,
}

/// A finished PDF.
pub(super) struct PdfFile {
    pub(super) bytes: Vec<u8>,
    pub(super) timings: Timings,
    /// The number of pages, before they are imposed.
    pub(super) pages: usize,
    /// How to print it, if its pages are imposed.
    pub(super) slip: Option<String>,
    /// What to know before printing, if its pages are imposed.
    pub(super) advice: Vec<String>,
}

/// The PDF of a job.
pub(super) struct JobPdf {
    /// The index of the job.
    pub(super) job: usize,
    pub(super) file: Result<PdfFile, BuildError>,
}

/// The files of a job that are written in the second step.
pub(super) struct JobFiles {
    /// The PDF of the job and of the jobs that have the same pages.
    pub(super) pdfs: Vec<JobPdf>,
    /// The EPUB, if it marks pages.
    pub(super) epub: Option<Result<EpubFile, BuildError>>,
}

/// The files for a print shop.
pub(super) struct PressFiles {
    /// The PDF of the pages.
    pub(super) interior: Vec<u8>,
    /// The number of pages.
    pub(super) pages: usize,
    /// The PDF of the cover.
    pub(super) cover: Vec<u8>,
    /// What to enter on the shop's form, in sentences.
    pub(super) facts: Vec<String>,
    pub(super) timings: Timings,
}

/// A finished file.
pub(in crate::build) struct FinishedFile {
    /// The name, without a folder.
    pub(in crate::build) name: String,
    pub(in crate::build) content: FileContent,
    /// The number of pages of a PDF, before they are imposed. `None` for any other file, and for a cover.
    pub(in crate::build) pages: Option<usize>,
    /// The number of words of a whole book. `None` for any other file.
    pub(in crate::build) words: Option<usize>,
}

impl FinishedFile {
    /// A file that is neither pages nor the text of a book.
    pub(super) const fn other(name: String, bytes: Vec<u8>) -> Self {
        Self { name, content: FileContent::Memory(bytes), pages: None, words: None }
    }
}

/// The finished files of a session.
#[derive(Default)]
pub(in crate::build) struct Products {
    pub(in crate::build) files: Vec<FinishedFile>,
    /// Information about the files, in sentences.
    pub(in crate::build) facts: Vec<String>,
    pub(in crate::build) timings: Timings,
    /// What the files were made from.
    pub(in crate::build) editions: Vec<TypesetEdition>,
}
