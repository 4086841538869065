//! From a session to the bytes of the files: all requested editions, in parallel.
//!
//! The EPUB of an edition can mark the pages of a printed edition, so it has to wait for them. [`Session::make`] therefore works in two
//! steps. First it typesets the pages of all editions, and writes the EPUBs that mark no pages. Then it writes the PDFs and the other
//! EPUBs. No edition is typeset twice. An EPUB has the same bytes whatever else is made: if it marks the pages of an edition that is not
//! requested, that edition is typeset too, without writing its PDF.
mod concordance;
mod cover;
mod files;
mod fit;
mod ink;
mod jobs;
mod pages;
mod preflight;
mod press;
mod printable;
mod sheets;
mod web;
mod work;

use rayon::prelude::*;

pub use sheets::SheetCount;

pub(super) use web::WebForm;
pub(super) use work::{FinishedFile, Products};

use super::session::{BuildError, FileContent, LockFile, Session, Timings};
use crate::document::word_count;
use crate::edition::{CodeColours, Edition};
use crate::epub::Cover;
use crate::highlight::Listings;
use work::{EditionJob, EpubFile, JobFiles, PdfFile, Texts, TypesetEdition};

impl Session<'_> {
    /// Makes the files of the requested editions. Makes nothing if errors were reported.
    pub(super) fn make(&self) -> Result<Products, BuildError> {
        if self.sink.has_errors() {
            return Ok(Products::default());
        }
        let mut timings = Timings::default();
        let jobs = self.jobs();
        let addresses = timings.time("addresses", || LockFile::addresses(self.lock, &self.manuscript, &self.sources, &self.sink));
        // The 16 MB of pixels of a drawn cover are freed before the pages need the memory.
        let covers = timings.time("cover", || self.covers(&jobs))?;
        let listings = timings.time("highlight", || self.listings(&jobs));
        let texts = Texts { addresses: &addresses, listings: &listings };
        let resolutions = timings.time("resolve", || self.shared_resolutions(&jobs, texts));
        let work = jobs.par_iter().zip(&covers).zip(resolutions);
        let editions = work.map(|((job, cover), resolution)| self.typeset_edition(job, cover.as_ref(), resolution, texts));
        let editions: Vec<Result<TypesetEdition, BuildError>> = editions.collect();
        let mut editions: Vec<TypesetEdition> = editions.into_iter().collect::<Result<_, _>>()?;
        pages::copy_pages(&jobs, &mut editions);
        self.refuse_unprintable(&jobs, &mut editions);
        let files = (0..jobs.len()).into_par_iter().zip(&covers).map(|(at, cover)| self.job_files(at, cover.as_ref(), &jobs, &editions));
        let files: Vec<JobFiles> = files.collect();
        let products = Products { timings, editions, ..Products::default() };
        self.collect(&jobs, files, products)
    }

    /// The tokens of all listings. Empty if every edition sets code without colours.
    fn listings(&self, jobs: &[EditionJob]) -> Listings {
        let is_plain = jobs.iter().all(|job| job.edition.design.code.colours == CodeColours::None);
        if is_plain { Listings::default() } else { Listings::of(&self.manuscript.document, &self.sink) }
    }

    /// The front covers of the jobs that make an EPUB.
    fn covers(&self, jobs: &[EditionJob]) -> Result<Vec<Option<Cover>>, BuildError> {
        let covers = jobs.par_iter().map(|job| if job.edition.epub { self.front_cover(&job.edition) } else { Ok(None) });
        let covers: Vec<Result<Option<Cover>, BuildError>> = covers.collect();
        covers.into_iter().collect()
    }

    /// Names the files and puts them in order: edition by edition, then the concordance.
    fn collect(&self, jobs: &[EditionJob], files: Vec<JobFiles>, mut products: Products) -> Result<Products, BuildError> {
        let concordance = self.concordance_files(jobs, &products.editions);
        let (pdfs, mut epubs): (Vec<_>, Vec<_>) = files.into_iter().map(|files| (files.pdfs, files.epub)).unzip();
        let mut pdfs: Vec<_> = pdfs.into_iter().flatten().collect();
        for (at, (job, edition)) in jobs.iter().zip(&mut products.editions).enumerate() {
            products.timings.merge(std::mem::take(&mut edition.timings));
            products.facts.append(&mut edition.facts);
            let pdf = pdfs.iter().position(|pdf| pdf.job == at).map(|found| pdfs.swap_remove(found).file).transpose()?;
            let document = edition.document.as_ref().unwrap_or(&self.manuscript.document);
            let words = self.request.only.is_empty().then(|| word_count(document));
            let epub = epubs[at].take().transpose()?.or(edition.epub.take());
            if let Some(EpubFile { content, timings }) = epub {
                products.timings.merge(timings);
                products.files.push(FinishedFile { name: self.file_name(&job.edition, ".epub"), content, pages: None, words });
            }
            if let Some(PdfFile { bytes, timings, pages, slip, advice }) = pdf {
                products.timings.merge(timings);
                let (name, content) = (self.file_name(&job.edition, ".pdf"), FileContent::Memory(bytes));
                products.files.push(FinishedFile { name, content, pages: Some(pages), words });
                if let Some(slip) = slip.as_ref().filter(|_| self.request.slip) {
                    let name = self.file_name(&job.edition, ".txt");
                    products.files.push(FinishedFile::other(name, slip.clone().into_bytes()));
                }
                products.facts.extend(slip.map(|slip| indented(&slip)));
                products.facts.extend(advice.iter().map(|sentence| format!("  note: {sentence}")));
            }
            if let Some(press) = edition.press.take() {
                products.timings.merge(press.timings);
                products.facts.extend(press.facts);
                let name = self.file_name(&job.edition, ".pdf");
                let content = FileContent::Memory(press.interior);
                products.files.push(FinishedFile { name, content, pages: Some(press.pages), words });
                products.files.push(FinishedFile::other(self.file_name(&job.edition, "-cover.pdf"), press.cover));
            }
        }
        products.files.extend(concordance);
        Ok(products)
    }

    /// `in-whose-hands-a5-chapter-3.pdf`: the title, the edition, the excerpt, the ending.
    fn file_name(&self, edition: &Edition, ending: &str) -> String {
        let suffix = if edition.name == "default" { String::new() } else { format!("-{}", edition.name) };
        let only = self.only();
        let part: String =
            only.chars().map(|letter| if letter.is_alphanumeric() || ".-".contains(letter) { letter } else { '-' }).collect();
        let part = if part.is_empty() { part } else { format!("-{}", part.trim_matches('-')) };
        format!("{}{suffix}{part}{ending}", self.manuscript.slug)
    }
}

/// A printing slip, indented, without its first line: the line with the number of sheets says the same.
fn indented(slip: &str) -> String {
    slip.lines().skip(1).map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}
