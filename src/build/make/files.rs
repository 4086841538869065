//! The second step of making files: the bytes of PDFs and EPUBs.
use rayon::prelude::*;

use super::super::session::{BuildError, ContentWriter, Session, Timings};
use super::concordance;
use super::work::{CoverPicture, EditionJob, EpubFile, JobFiles, JobPdf, PdfFile, TypesetEdition};
use crate::artwork::{Artwork, Gallery};
use crate::document::{Folio, PageList};
use crate::edition::EditionContent;
use crate::epub::{self, Cover, EpubError, EpubInput};
use crate::pdf::{self, PageContents};
use crate::resolve::{Book, resolve};
use crate::study::{PagedEdition, concordance as concordance_document};
use crate::typeset::Pages;

/// The files of a book are made one after the other if its pictures have more bytes than this.
const HEAVY: usize = 32_000_000;

impl Session<'_> {
    /// Writes the files of the job at an index.
    pub(super) fn job_files(&self, at: usize, cover: Option<&Cover>, jobs: &[EditionJob], editions: &[TypesetEdition]) -> JobFiles {
        let (job, book) = (&jobs[at], self.book(&editions[at]));
        let pdfs = || match job.edition.content {
            EditionContent::Book | EditionContent::Sessions => self.pdf_files(at, jobs, editions),
            EditionContent::Concordance if job.edition.pdf => vec![JobPdf { job: at, file: self.concordance_pdf(&book, jobs, editions) }],
            EditionContent::Concordance => Vec::new(),
        };
        let list = |from: usize| editions[from].pages.as_ref()?.page_list(&self.book(&editions[from]));
        let epub = || job.page_list.map(|from| self.epub_file(&book, cover, list(from).as_ref()));
        // Both backends encode pictures in parallel. If there are many, the PDF is finished first, so that only one of them holds the
        // pictures twice: encoded, and in its file.
        let weight: usize = self.gallery.artworks.values().map(Artwork::length).sum();
        let (pdfs, epub) = if weight > HEAVY { (pdfs(), epub()) } else { rayon::join(pdfs, epub) };
        JobFiles { pdfs, epub }
    }

    /// The PDF of a job, and those of jobs that have its pages on other paper. They share their contents, fonts and pictures.
    fn pdf_files(&self, at: usize, jobs: &[EditionJob], editions: &[TypesetEdition]) -> Vec<JobPdf> {
        let shares_pages = |(index, job): &(usize, &EditionJob)| {
            let is_own = *index == at && job.same_pages.is_none();
            job.edition.pdf && (is_own || job.same_pages == Some(at))
        };
        let wanted = jobs.iter().enumerate().filter(shares_pages);
        let wanted: Vec<(usize, &Pages)> = wanted.filter_map(|(index, _)| Some((index, editions[index].pages.as_ref()?))).collect();
        let Some((first, pages)) = wanted.first() else { return Vec::new() };
        let mut timings = Timings::default();
        let covered = editions[*first].cover.as_ref().map(|cover| self.gallery_with(cover));
        let gallery = covered.as_ref().unwrap_or(&self.gallery);
        let contents = match self.contents(&self.book(&editions[*first]), pages, gallery, &mut timings) {
            Ok(contents) => contents,
            Err(error) => return vec![JobPdf { job: *first, file: Err(error) }],
        };
        let write = |(job, pages): &(usize, &Pages)| JobPdf { job: *job, file: self.pdf_of(&contents, &self.book(&editions[*job]), pages) };
        let mut pdfs: Vec<JobPdf> = wanted.par_iter().map(write).collect();
        if let Some(JobPdf { file: Ok(file), .. }) = pdfs.first_mut() {
            file.timings.merge(timings);
        }
        pdfs
    }

    /// The PDF of finished pages.
    fn pdf_file(&self, book: &Book<'_>, pages: &Pages) -> Result<PdfFile, BuildError> {
        let mut timings = Timings::default();
        let contents = self.contents(book, pages, &self.gallery, &mut timings)?;
        let mut file = self.pdf_of(&contents, book, pages)?;
        file.timings.merge(timings);
        Ok(file)
    }

    /// The contents of pages. They do not depend on the size of the paper.
    fn contents(&self, book: &Book<'_>, pages: &Pages, gallery: &Gallery, timings: &mut Timings) -> Result<PageContents, BuildError> {
        Ok(timings.time("pdf", || PageContents::of(pages, book, &self.fonts, gallery, &self.sink))?)
    }

    /// The pictures of the book and that of its cover.
    fn gallery_with(&self, cover: &CoverPicture) -> Gallery {
        let mut gallery = self.gallery.clone();
        gallery.artworks.insert(cover.source.clone(), cover.artwork.clone());
        gallery
    }

    /// The PDF of pages with given contents, imposed if the edition says so.
    fn pdf_of(&self, contents: &PageContents, book: &Book<'_>, pages: &Pages) -> Result<PdfFile, BuildError> {
        let (edition, mut timings) = (book.edition, Timings::default());
        let Some(imposition) = &edition.imposition else {
            let bytes = timings.time("pdf", || pdf::assemble(contents, pages, book, &self.fonts).map(pdf::FinishedPdf::into_bytes))?;
            return Ok(PdfFile { bytes, timings, pages: pages.pages.len(), slip: None, advice: Vec::new() });
        };
        let assembled = timings.time("pdf", || pdf::assemble(contents, pages, book, &self.fonts))?;
        let failed = |source| BuildError::Impose { file: edition.name.clone(), source };
        let imposed = timings.time("impose", || assembled.impose(imposition, edition.metadata.language.tag())).map_err(failed)?;
        Ok(PdfFile { bytes: imposed.bytes, timings, pages: pages.pages.len(), slip: Some(imposed.slip), advice: imposed.advice })
    }

    /// The EPUB of a book. `page_list` is the list of pages to mark in it.
    pub(super) fn epub_file(&self, book: &Book<'_>, cover: Option<&Cover>, page_list: Option<&PageList>) -> Result<EpubFile, BuildError> {
        let mut timings = Timings::default();
        let input = EpubInput { book, gallery: &self.gallery, fonts: &self.fonts, cover, pages: page_list };
        let content = timings.time("epub", || {
            let written = epub::write_paged_to(&input, &self.sink, |length| Ok(ContentWriter::for_length(length)))?;
            written.finish().map_err(EpubError::Container)
        })?;
        Ok(EpubFile { content, timings })
    }

    /// The printed concordance: which paragraph is on which page of which edition.
    fn concordance_pdf(&self, book: &Book<'_>, jobs: &[EditionJob], editions: &[TypesetEdition]) -> Result<PdfFile, BuildError> {
        let folios = self.in_concordance(book.edition).into_iter().filter_map(|listed| {
            let (_, edition) = jobs.iter().zip(editions).find(|(job, _)| job.edition.name == listed.name)?;
            Some((listed.name.as_str(), concordance::folios(edition.pages.as_ref()?, self.manuscript.document.node_count)))
        });
        let folios: Vec<(&str, Vec<Option<Folio>>)> = folios.collect();
        let paged: Vec<PagedEdition<'_>> = folios.iter().map(|(name, folios)| PagedEdition { name, folios }).collect();
        let document = concordance_document(book, &paged);
        let resolution = resolve(&document, book.edition, &self.sources, &self.sink);
        let book = Book { document: &document, resolution: &resolution, edition: book.edition };
        let typeset = self.typeset_pages(&book);
        let mut file = self.pdf_file(&book, &typeset.pages)?;
        file.timings.merge(typeset.timings);
        Ok(file)
    }
}
