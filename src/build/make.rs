//! Manuscript to files: all editions that were asked for, side by side.
//!
//! An EPUB that marks the pages of an edition on paper waits for them. So there are two steps: first all pages are set, side by side
//! with the EPUBs that mark none; then the PDFs are written, side by side with the EPUBs that do. No edition is set twice, and an
//! EPUB is the same whatever else is made with it: pages that it marks are set even if nobody asked for their PDF.
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::concordance::{self, Printed};
use super::sheets::Sheets;
use super::{BuildError, Shop, Timings, lock, press};
use crate::diagnostic::Sink;
use crate::document::{Document, Folio, PageList};
use crate::edition::{Content, Edition, PageListOf};
use crate::epub::Cover;
use crate::language::is_right_to_left;
use crate::resolve::{Addresses, Book, Resolution, resolve, select};
use crate::study::{Paged, concordance as concordance_of, for_readers, has_facilitators_notes, sessions};
use crate::typeset::{Pages, excerpt, have_one_type_area};

/// What was made: file names and bytes, and what is told of it.
pub(super) struct Made {
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) facts: Vec<String>,
    pub(super) timings: Timings,
    /// What the files were made from.
    pub(super) set: Vec<Set>,
}

/// Bytes and what it took to make them.
type Timed = (Vec<u8>, Timings);
/// What is being written, if it is.
type Writing<T> = Result<T, BuildError>;
/// The same of a PDF, and how to print it.
type Pdf = (Vec<u8>, Timings, Option<String>);

/// What came of the second step for an edition: its PDF and those of editions that have its pages, each with the place of its job; and its
/// EPUB if that waited for pages.
type Written = (Vec<(usize, Writing<Pdf>)>, Option<Writing<Timed>>);

/// What is to be done for an edition.
struct Job {
    edition: Edition,
    /// Its pages are set: for its own PDF, or for somebody's EPUB.
    paged: bool,
    /// The place of the edition among the jobs whose pages its EPUB marks.
    companion: Option<usize>,
    /// The place of an edition whose pages it has, on other paper.
    moved: Option<usize>,
}

/// An edition after the first step.
pub(super) struct Set {
    /// What it is made of, if that is not the manuscript's own document.
    document: Option<Document>,
    /// As it was set: closer than designed, if that was asked for.
    edition: Edition,
    resolution: Arc<Resolution>,
    pages: Option<Pages>,
    /// The EPUB, if it marks no pages.
    epub: Option<Timed>,
    /// What is made for a print shop.
    press: Option<press::Printed>,
    /// What is told of its sheets.
    facts: Vec<String>,
    timings: Timings,
}

impl Shop<'_> {
    /// Makes the files of some editions.
    pub(super) fn make(&self, editions: &[Edition]) -> Result<Made, BuildError> {
        let mut timings = Timings::default();
        let jobs = self.jobs(editions);
        let addresses = timings.take("addresses", || lock::addresses(self.manuscript, self.lock, self.sources, self.sink));
        // A cover has sixteen megabytes of pixels: drawn first, they are room for the pages afterwards.
        let drawn = jobs.par_iter().map(|job| if job.edition.epub { self.cover(&job.edition) } else { Ok(None) });
        let covers: Vec<Result<Option<Cover>, BuildError>> = timings.take("cover", || drawn.collect());
        let covers: Vec<Option<Cover>> = covers.into_iter().collect::<Result<_, _>>()?;
        let resolutions = timings.take("resolve", || self.resolutions(&jobs, &addresses));
        let set: Vec<Result<Set, BuildError>> = jobs
            .par_iter()
            .zip(&covers)
            .zip(resolutions)
            .map(|((job, cover), resolution)| self.set((job, cover.as_ref()), resolution, &addresses))
            .collect();
        let mut set: Vec<Set> = set.into_iter().collect::<Result<_, _>>()?;
        for (at, first) in jobs.iter().enumerate().filter_map(|(at, job)| Some((at, job.moved?))) {
            let (before, after) = (&set[first], &set[at].edition);
            let pages = before.pages.as_ref().map(|pages| pages.moved(&before.edition.design, &after.design));
            set[at].pages = pages.map(|pages| Pages { printing: Some(concordance::printing(after, &pages)), ..pages });
        }
        let write = |(at, cover): (usize, &Option<Cover>)| {
            let (job, book) = (&jobs[at], self.book(&set[at]));
            rayon::join(
                || match job.edition.content {
                    Content::Book | Content::Sessions => self.pdfs(at, &jobs, &set),
                    Content::Concordance if job.edition.pdf => vec![(at, self.printed_concordance(&book, &jobs, &set))],
                    Content::Concordance => Vec::new(),
                },
                || job.companion.map(|at| self.epub(&book, cover.as_ref(), page_list(&jobs[at], &set[at]).as_ref())),
            )
        };
        let written: Vec<Written> = (0..jobs.len()).into_par_iter().zip(&covers).map(write).collect();
        let (pdfs, epubs): (Vec<_>, Vec<_>) = written.into_iter().unzip();
        let mut pdfs: BTreeMap<usize, Writing<Pdf>> = pdfs.into_iter().flatten().collect();
        let concordance = self.concordance(&jobs, &set);
        let (mut files, mut facts) = (Vec::new(), Vec::new());
        for (at, ((job, own), epub)) in jobs.iter().zip(&mut set).zip(epubs).enumerate() {
            timings.merge(std::mem::take(&mut own.timings));
            facts.append(&mut own.facts);
            let (pdf, epub) = (pdfs.remove(&at).transpose()?, epub.transpose()?.or(own.epub.take()));
            let (pdf, slip) = pdf.map_or((None, None), |(bytes, spent, slip)| (Some((bytes, spent)), slip));
            for (ending, (bytes, spent)) in [("epub", epub), ("pdf", pdf)].into_iter().filter_map(|(ending, made)| Some((ending, made?))) {
                timings.merge(spent);
                files.push((self.file_name(&job.edition, &format!(".{ending}")), bytes));
            }
            facts.extend(slip.map(|slip| indented(&slip)));
            if let Some(printed) = own.press.take() {
                timings.merge(printed.timings);
                facts.extend(printed.facts);
                files.push((self.file_name(&job.edition, ".pdf"), printed.interior));
                files.push((self.file_name(&job.edition, "-cover.pdf"), printed.cover));
            }
        }
        files.extend(concordance);
        Ok(Made { files, facts, timings, set })
    }

    fn file_name(&self, edition: &Edition, ending: &str) -> String {
        let suffix = if edition.name == "default" { String::new() } else { format!("-{}", edition.name) };
        let part: String =
            self.only.chars().map(|letter| if letter.is_alphanumeric() || ".-".contains(letter) { letter } else { '-' }).collect();
        let part = if part.is_empty() { part } else { format!("-{}", part.trim_matches('-')) };
        format!("{}{suffix}{part}{ending}", self.manuscript.slug)
    }

    /// What is to be done: the editions that were asked for, and after them those on paper that only their EPUBs need.
    fn jobs(&self, editions: &[Edition]) -> Vec<Job> {
        let mut jobs: Vec<Job> =
            editions.iter().map(|edition| Job { edition: edition.clone(), paged: is_set(edition), companion: None, moved: None }).collect();
        for (at, edition) in editions.iter().enumerate().filter(|(_, edition)| edition.epub) {
            let wanted = match &edition.page_list {
                PageListOf::Own => edition.name.as_str(),
                PageListOf::Nobody => continue,
                PageListOf::Edition(name) => name.as_str(),
            };
            let Some(other) = self.editions.iter().find(|other| other.name == wanted && has_pages(other)) else { continue };
            jobs[at].companion = Some(paged(&mut jobs, other));
        }
        for edition in editions.iter().filter(|edition| edition.content == Content::Concordance) {
            self.listed(edition).into_iter().for_each(|other| {
                paged(&mut jobs, other);
            });
        }
        for at in 1..jobs.len() {
            jobs[at].moved = (0..at).find(|first| self.only.is_empty() && is_moved(&jobs[*first], &jobs[at]));
        }
        jobs
    }

    /// The editions whose pages a concordance lists.
    fn listed(&self, edition: &Edition) -> Vec<&Edition> {
        let own = self.manuscript.editions.iter().map(|own| own.name.as_str());
        let names: Vec<&str> = if edition.of.is_empty() { own.collect() } else { edition.of.iter().map(String::as_str).collect() };
        names.into_iter().filter_map(|name| self.editions.iter().find(|other| other.name == name && has_pages(other))).collect()
    }

    /// The concordance of the editions that were set, as a PDF.
    fn printed_concordance(&self, book: &Book<'_>, jobs: &[Job], set: &[Set]) -> Writing<Pdf> {
        let listed = self.listed(book.edition);
        let folios = listed.iter().filter_map(|edition| {
            let (_, set) = jobs.iter().zip(set).find(|(job, _)| job.edition.name == edition.name)?;
            Some((edition.name.as_str(), concordance::folios(set.pages.as_ref()?, self.manuscript.document.node_count)))
        });
        let folios: Vec<(&str, Vec<Option<Folio>>)> = folios.collect();
        let paged: Vec<Paged<'_>> = folios.iter().map(|(name, folios)| Paged { name, folios }).collect();
        let document = concordance_of(book, &paged);
        let resolution = resolve(&document, book.edition, self.sources, self.sink);
        let book = Book { document: &document, resolution: &resolution, edition: book.edition };
        let (pages, timings) = self.pages(&book);
        let (bytes, mut spent, slip) = self.pdf(&book, &pages)?;
        spent.merge(timings);
        Ok((bytes, spent, slip))
    }

    /// What is called what in the manuscript's own document, for the jobs that are made of it. Only the notes and the language of an
    /// edition have a part in that: most editions have it in common.
    fn resolutions(&self, jobs: &[Job], addresses: &Addresses) -> Vec<Option<Arc<Resolution>>> {
        let whole = &self.manuscript.document;
        let mut resolutions: Vec<Option<Arc<Resolution>>> = Vec::with_capacity(jobs.len());
        for Job { edition, .. } in jobs {
            let alike = |other: &Edition| other.notes == edition.notes && other.metadata.language == edition.metadata.language;
            let known = jobs.iter().zip(&resolutions).find_map(|(job, known)| known.as_ref().filter(|_| alike(&job.edition)));
            let of_the_whole = edition.content != Content::Sessions && (edition.facilitator || !has_facilitators_notes(whole));
            let resolved = || Arc::new(self.resolved(whole, edition, addresses));
            let resolution = of_the_whole.then(|| known.map_or_else(resolved, Arc::clone));
            resolutions.push(resolution);
        }
        resolutions
    }

    fn resolved(&self, document: &Document, edition: &Edition, addresses: &Addresses) -> Resolution {
        let mut resolution = resolve(document, edition, self.sources, self.sink);
        if edition.content != Content::Sessions {
            resolution.take_addresses(addresses);
        }
        resolution
    }

    /// The first step for an edition; with what is called what, if others have it in common with it.
    fn set(
        &self,
        (job, cover): (&Job, Option<&Cover>),
        resolution: Option<Arc<Resolution>>,
        addresses: &Addresses,
    ) -> Result<Set, BuildError> {
        let edition = &job.edition;
        let mut timings = Timings::default();
        let derived = self.derived(edition, &mut timings);
        let document = derived.as_ref().unwrap_or(&self.manuscript.document);
        let resolution = match resolution {
            Some(known) => known,
            None => timings.take("resolve", || Arc::new(self.resolved(document, edition, addresses))),
        };
        let book = Book { document, resolution: &resolution, edition };
        let paged = job.paged && job.moved.is_none() && !self.refuses(edition);
        let press = (paged && edition.print.is_pod()).then(|| self.printed(&book)).transpose()?;
        let (pages, epub) = rayon::join(
            || (paged && press.is_none()).then(|| self.pages(&book)),
            || (edition.epub && job.companion.is_none()).then(|| self.epub(&book, cover, None)),
        );
        let mut own = None;
        let mut facts = Vec::new();
        let pages = pages.map(|(pages, spent)| {
            timings.merge(spent);
            if !edition.is_counted_in_sheets() || !self.only.is_empty() {
                return pages;
            }
            if !edition.fit {
                facts.push(format!("{}: {}", edition.name, Sheets::of(&book, &pages)));
                return pages;
            }
            let (fitted, pages, spent, said) = self.fitted(&book, pages);
            timings.merge(spent);
            facts.push(said);
            own = Some(fitted);
            pages
        });
        let own = own.unwrap_or_else(|| edition.clone());
        let pages = pages.map(|pages| Pages { printing: Some(concordance::printing(&own, &pages)), ..pages });
        let pages = pages.map(|pages| self.excerpt(pages, &Book { edition: &own, ..book })).transpose()?;
        let epub = epub.transpose()?;
        Ok(Set { document: derived, edition: own, resolution, pages, epub, press, facts, timings })
    }

    /// An edition after the first step, for those who write its files.
    fn book<'s>(&'s self, set: &'s Set) -> Book<'s> {
        Book { document: self.document(set), resolution: &set.resolution, edition: &set.edition }
    }

    /// The PDFs of an edition and of those that have its pages on other paper: all with the same leaves.
    fn pdfs(&self, at: usize, jobs: &[Job], set: &[Set]) -> Vec<(usize, Writing<Pdf>)> {
        let alike = jobs.iter().zip(set).enumerate().filter(|(number, (job, _))| {
            let own = *number == at && job.moved.is_none();
            job.edition.pdf && (own || job.moved == Some(at))
        });
        let wanted: Vec<(usize, Book<'_>, &Pages)> =
            alike.filter_map(|(number, (_, set))| Some((number, self.book(set), set.pages.as_ref()?))).collect();
        let Some((first, book, pages)) = wanted.first() else { return Vec::new() };
        let (leaves, spent) = match self.leaves(book, pages) {
            Ok(made) => made,
            Err(error) => return vec![(*first, Err(error))],
        };
        let mut pdfs: Vec<(usize, Writing<Pdf>)> =
            wanted.par_iter().map(|(number, book, pages)| (*number, self.pdf_of(&leaves, book, pages))).collect();
        if let Some((_, Ok((_, timings, _)))) = pdfs.first_mut() {
            timings.merge(spent);
        }
        pdfs
    }

    /// The document of an edition after the first step.
    fn document<'s>(&'s self, set: &'s Set) -> &'s Document {
        set.document.as_ref().unwrap_or(&self.manuscript.document)
    }

    /// What an edition is made of, if that is not the manuscript's own document: the text without what is for the facilitator, or the sheets for
    /// the sessions.
    pub(super) fn derived(&self, edition: &Edition, timings: &mut Timings) -> Option<Document> {
        let whole = &self.manuscript.document;
        let readers = (!edition.facilitator && has_facilitators_notes(whole)).then(|| for_readers(whole));
        match edition.content {
            Content::Book | Content::Concordance => readers,
            Content::Sessions => {
                let document = readers.as_ref().unwrap_or(whole);
                // What is wrong with the text is told with the editions of the book.
                let resolution = timings.take("resolve", || resolve(document, edition, self.sources, &Sink::default()));
                Some(timings.take("sessions", || sessions(&Book { document, resolution: &resolution, edition })))
            }
        }
    }

    /// The part of the pages that was asked for.
    fn excerpt(&self, pages: Pages, book: &Book<'_>) -> Result<Pages, BuildError> {
        if self.only.is_empty() {
            return Ok(pages);
        }
        let selected = select(self.only, book.document, book.resolution).map_err(BuildError::NotThere)?;
        let part = excerpt(&pages, book, &selected, self.fonts, self.gallery);
        if part.pages.is_empty() {
            return Err(BuildError::NoPages { typed: self.only.to_owned(), edition: book.edition.name.clone() });
        }
        Ok(part)
    }

    /// Which page is which: for whoever keeps addresses, or asks for the pages of an edition by its name.
    fn concordance(&self, jobs: &[Job], set: &[Set]) -> Vec<(String, Vec<u8>)> {
        let asked = |job: &Job| job.companion.is_some() && (self.lock.is_some() || matches!(job.edition.page_list, PageListOf::Edition(_)));
        let Some((job, first)) = jobs.iter().zip(set).find(|(job, _)| asked(job)) else { return Vec::new() };
        let document = &self.manuscript.document;
        let of_the_book = |(job, _): &(&Job, &Set)| job.edition.content == Content::Book;
        let printed = jobs.iter().zip(set).filter(of_the_book).filter_map(|(job, set)| {
            let pages = set.pages.as_ref()?;
            let folios = concordance::folios(pages, document.node_count);
            Some(Printed { name: &job.edition.name, source: pages.printing.as_deref()?, folios })
        });
        let book = Book { document, resolution: &first.resolution, edition: &job.edition };
        let files = concordance::files(&book, &printed.collect::<Vec<_>>());
        files.into_iter().map(|(ending, text)| (format!("{}-pages.{ending}", self.manuscript.slug), text.into_bytes())).collect()
    }
}

/// A slip under the line that says which edition it is of and how many sheets it has.
fn indented(slip: &str) -> String {
    slip.lines().skip(1).map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

/// Whether an edition has pages that an EPUB can mark. Those for a print shop are set for themselves, with the margins that it asks
/// for.
fn has_pages(edition: &Edition) -> bool {
    edition.pdf && edition.content == Content::Book && !edition.print.is_pod() && !is_right_to_left(edition.metadata.language.tag())
}

/// Whether pages are set for an edition before others are known.
fn is_set(edition: &Edition) -> bool {
    edition.pdf && edition.content != Content::Concordance
}

/// Whether the pages of a job are those of one before it, on other paper.
fn is_moved(first: &Job, job: &Job) -> bool {
    let (one, other) = (&first.edition, &job.edition);
    let alike = Edition { name: other.name.clone(), design: other.design.clone(), origins: other.origins.clone(), ..one.clone() };
    let may = |job: &Job| job.paged && !job.edition.print.is_pod() && !job.edition.is_counted_in_sheets();
    may(first) && may(job) && first.moved.is_none() && have_one_type_area(&one.design, &other.design) && alike == *other
}

/// The place among some jobs of that which sets the pages of an edition: a new one, if nobody asked for it.
fn paged(jobs: &mut Vec<Job>, edition: &Edition) -> usize {
    let known = jobs.iter().position(|job| job.edition.name == edition.name).unwrap_or_else(|| {
        jobs.push(Job { edition: Edition { epub: false, pdf: false, ..edition.clone() }, paged: true, companion: None, moved: None });
        jobs.len() - 1
    });
    jobs[known].paged = true;
    known
}

/// The pages of an edition on paper.
fn page_list(job: &Job, set: &Set) -> Option<PageList> {
    let pages = set.pages.as_ref()?;
    let marks = pages.page_marks(job.edition.design.title_pages);
    Some(PageList { pages: marks, source: pages.printing.clone()?, edition: job.edition.name.clone() })
}
