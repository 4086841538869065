//! The first step: each edition is resolved and typeset.
use std::sync::Arc;

use super::super::session::{BuildError, Session, Timings};
use super::concordance;
use super::sheets::SheetCount;
use super::work::{EditionJob, Texts, TimedPages, TypesetEdition};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::Document;
use crate::edition::{Edition, EditionContent};
use crate::epub::Cover;
use crate::language::is_right_to_left;
use crate::resolve::{Book, Resolution, resolve, select};
use crate::source::Span;
use crate::study::{for_readers, has_facilitators_notes, sessions};
use crate::typeset::{Pages, excerpt, faults, typeset_beside};

impl Session<'_> {
    /// Resolves and typesets an edition. `resolution` is that of the manuscript's document, if the edition shares it.
    pub(super) fn typeset_edition(
        &self,
        job: &EditionJob,
        cover: Option<&Cover>,
        resolution: Option<Arc<Resolution>>,
        texts: Texts<'_>,
    ) -> Result<TypesetEdition, BuildError> {
        let edition = &job.edition;
        let mut timings = Timings::default();
        let derived = self.derived(edition, &mut timings);
        let document = derived.as_ref().unwrap_or(&self.manuscript.document);
        let resolution = match resolution {
            Some(shared) => shared,
            None => timings.time("resolve", || Arc::new(self.resolved(document, edition, texts))),
        };
        let book = Book { document, resolution: &resolution, edition };
        let has_pages = job.needs_pages && job.same_pages.is_none() && !self.refuses_pages(edition);
        let press = (has_pages && edition.print.is_pod()).then(|| self.press_files(&book)).transpose()?;
        let (pages, epub) = rayon::join(
            || (has_pages && press.is_none()).then(|| self.typeset_pages(&book)),
            || (edition.epub && job.page_list.is_none()).then(|| self.epub_file(&book, cover, None)),
        );
        let mut fitted_edition = None;
        let mut facts = Vec::new();
        let pages = pages.map(|typeset| {
            timings.merge(typeset.timings);
            if !edition.is_counted_in_sheets() || !self.request.only.is_empty() {
                return typeset.pages;
            }
            if !edition.fit {
                facts.push(format!("{}: {}", edition.name, SheetCount::of(&book, &typeset.pages)));
                return typeset.pages;
            }
            let fitted = self.fit(&book, typeset.pages);
            timings.merge(fitted.timings);
            facts.push(fitted.fact);
            fitted_edition = Some(fitted.edition);
            fitted.pages
        });
        let edition = fitted_edition.unwrap_or_else(|| edition.clone());
        let pages = pages.map(|pages| Pages { printing: Some(concordance::printing_id(&edition, &pages)), ..pages });
        let mut pages = pages.map(|pages| self.selected_pages(pages, &Book { edition: &edition, ..book })).transpose()?;
        let epub = epub.transpose()?;
        let cover = pages.as_mut().and_then(|pages| self.put_cover(&edition, pages));
        Ok(TypesetEdition { document: derived, edition, resolution, pages, cover, epub, press, facts, timings })
    }

    /// The resolution of the manuscript's own document for each job that is made from it. It depends only on the notes, the language and
    /// the numbering of statements of an edition, so most editions share one.
    pub(super) fn shared_resolutions(&self, jobs: &[EditionJob], texts: Texts<'_>) -> Vec<Option<Arc<Resolution>>> {
        let whole = &self.manuscript.document;
        let mut resolutions: Vec<Option<Arc<Resolution>>> = Vec::with_capacity(jobs.len());
        for EditionJob { edition, .. } in jobs {
            let counting = |edition: &Edition| edition.design.statements.numbering;
            let is_alike = |other: &Edition| {
                other.notes == edition.notes && other.metadata.language == edition.metadata.language && counting(other) == counting(edition)
            };
            let known = jobs.iter().zip(&resolutions).find_map(|(job, known)| known.as_ref().filter(|_| is_alike(&job.edition)));
            let is_of_whole = edition.content != EditionContent::Sessions && (edition.facilitator || !has_facilitators_notes(whole));
            let resolved = || Arc::new(self.resolved(whole, edition, texts));
            let resolution = is_of_whole.then(|| known.map_or_else(resolved, Arc::clone));
            resolutions.push(resolution);
        }
        resolutions
    }

    fn resolved(&self, document: &Document, edition: &Edition, texts: Texts<'_>) -> Resolution {
        let mut resolution = resolve(document, edition, &self.sources, &self.sink);
        if edition.content != EditionContent::Sessions {
            resolution.take_addresses(texts.addresses);
        }
        resolution.tokens = texts.listings.tokens(document);
        resolution
    }

    /// The document of an edition, if it is not the manuscript's own: the text without the facilitator's notes, or the session sheets.
    pub(in crate::build) fn derived(&self, edition: &Edition, timings: &mut Timings) -> Option<Document> {
        let whole = &self.manuscript.document;
        let for_readers = (!edition.facilitator && has_facilitators_notes(whole)).then(|| for_readers(whole));
        match edition.content {
            EditionContent::Book | EditionContent::Concordance => for_readers,
            EditionContent::Sessions => {
                let document = for_readers.as_ref().unwrap_or(whole);
                // The problems of the text are reported with the editions of the book.
                let resolution = timings.time("resolve", || resolve(document, edition, &self.sources, &Sink::default()));
                Some(timings.time("sessions", || sessions(&Book { document, resolution: &resolution, edition })))
            }
        }
    }

    /// Typesets the pages of a book and proof-reads them.
    pub(super) fn typeset_pages(&self, book: &Book<'_>) -> TimedPages {
        let mut timings = Timings::default();
        let pages = timings.time("typeset", || typeset_beside(book, &self.fonts, &self.gallery, &self.sink, self.token_cache.as_ref()));
        self.report_faults(&pages, book, &mut timings);
        TimedPages { pages, timings }
    }

    pub(super) fn report_faults(&self, pages: &Pages, book: &Book<'_>, timings: &mut Timings) {
        for fault in timings.time("proof-read", || faults(pages, book)) {
            self.sink.report(
                Diagnostic::new(codes::PAGE_FAULT, Span::DETACHED, format!("page {} {}", fault.folio, fault.what))
                    .hint("this is a bug in chapbook, not in the text; please report it"),
            );
        }
    }

    /// Whether an edition cannot have pages, because its language is written from right to left. Reports it.
    fn refuses_pages(&self, edition: &Edition) -> bool {
        let tag = edition.metadata.language.tag();
        if !is_right_to_left(tag) {
            return false;
        }
        let texts = [format!("\"{tag}\""), format!("'{tag}'"), format!("lang: {tag}"), format!("language: {tag}")];
        let place = texts.iter().map(|text| self.place_in_settings(text)).find(|place| !place.is_detached());
        self.sink.report(
            Diagnostic::new(codes::RTL_BOOK, place.unwrap_or(Span::DETACHED), "a book written from right to left cannot be a PDF yet")
                .label(format!("`{tag}` is written from right to left"))
                .hint("make only the EPUB, with `--format epub` or `formats = [\"epub\"]` in the edition"),
        );
        true
    }

    /// The pages of the requested parts, or all pages.
    fn selected_pages(&self, pages: Pages, book: &Book<'_>) -> Result<Pages, BuildError> {
        let only = self.only();
        if only.is_empty() {
            return Ok(pages);
        }
        let selection = select(&only, book.document, book.resolution).map_err(BuildError::NotThere)?;
        let selected = excerpt(&pages, book, &selection, &self.fonts, &self.gallery);
        if selected.pages.is_empty() {
            let hint = match (pages.pages.first(), pages.pages.last()) {
                (Some(first), Some(last)) => format!("; its pages are {} to {}", first.folio, last.folio),
                _ => String::new(),
            };
            return Err(BuildError::NoPages { typed: only, edition: book.edition.name.clone(), hint });
        }
        Ok(selected)
    }

    /// The book that an edition was typeset from.
    pub(super) fn book<'s>(&'s self, edition: &'s TypesetEdition) -> Book<'s> {
        let document = edition.document.as_ref().unwrap_or(&self.manuscript.document);
        Book { document, resolution: &edition.resolution, edition: &edition.edition }
    }
}

/// Copies the pages of an earlier job to each job that has the same pages, and moves them to the position of its type area.
pub(super) fn copy_pages(jobs: &[EditionJob], editions: &mut [TypesetEdition]) {
    for (at, first) in jobs.iter().enumerate().filter_map(|(at, job)| Some((at, job.same_pages?))) {
        let (from, to) = (&editions[first], &editions[at].edition);
        let pages = from.pages.as_ref().map(|pages| pages.moved(&from.edition.design, &to.design));
        editions[at].pages = pages.map(|pages| Pages { printing: Some(concordance::printing_id(to, &pages)), ..pages });
    }
}
