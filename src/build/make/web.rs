//! A book as web pages.
use std::sync::Arc;

use super::super::session::{BuildError, LockFile, Session};
use super::work::{EditionJob, Texts};
use crate::edition::{Edition, EditionContent};
use crate::epub::{EpubInput, WebFile, WebPage, write_page, write_site};

/// The form of web pages.
pub(in crate::build) enum WebForm {
    /// A page for each chapter.
    Site,
    /// One page. `folder` is the link to the folder of its pictures.
    Page { folder: String },
}

/// Finished web pages.
pub(in crate::build) struct WebPages {
    /// The page, if there is only one.
    pub(in crate::build) page: Option<String>,
    pub(in crate::build) files: Vec<WebFile>,
}

impl Session<'_> {
    /// The web pages of the first edition that is an e-book, or else of the first one. They have what its e-book has: its text, notes,
    /// fonts, and the pages of the printed edition. `None` if the book has no edition with its text.
    pub(in crate::build) fn web_pages(&self, form: WebForm) -> Result<Option<WebPages>, BuildError> {
        let of_book = || self.requested.iter().filter(|edition| edition.content == EditionContent::Book);
        let Some(edition) = of_book().find(|edition| edition.epub).or_else(|| of_book().next()) else { return Ok(None) };
        // A drawn cover would only repeat the title above it.
        let cover = if edition.metadata.cover.is_some() { self.front_cover(edition)? } else { None };
        let mut jobs = self.web_jobs(edition);
        let addresses = LockFile::addresses(self.lock, &self.manuscript, &self.sources, &self.sink);
        let listings = self.listings(&jobs);
        let texts = Texts { addresses: &addresses, listings: &listings };
        let resolutions = self.shared_resolutions(&jobs, texts);
        let page_list = jobs[0].page_list;
        // No file of these editions is made.
        jobs.iter_mut().for_each(|job| (job.edition.epub, job.edition.pdf) = (false, false));
        let mut editions = Vec::with_capacity(jobs.len());
        for (job, resolution) in jobs.iter().zip(resolutions) {
            editions.push(self.typeset_edition(job, None, resolution.as_ref().map(Arc::clone), texts)?);
        }
        let book = self.book(&editions[0]);
        let list = page_list.and_then(|from| editions[from].pages.as_ref()?.page_list(&self.book(&editions[from])));
        let input = EpubInput { book: &book, gallery: &self.gallery, fonts: &self.fonts, cover: cover.as_ref(), pages: list.as_ref() };
        Ok(Some(match form {
            WebForm::Site => WebPages { page: None, files: write_site(&input, &self.sink)? },
            WebForm::Page { folder } => {
                let WebPage { html, files } = write_page(&input, &folder, &self.sink)?;
                WebPages { page: Some(html), files }
            }
        }))
    }

    /// The edition, and the one whose pages it marks.
    fn web_jobs(&self, edition: &Edition) -> Vec<EditionJob> {
        self.jobs_for(&[Edition { epub: true, pdf: false, ..edition.clone() }])
    }
}
