//! The editions of a book with their page and sheet counts: what `chapbook editions` lists.
use rayon::prelude::*;

use crate::edition::{Edition, EditionContent, PageListOf, built_in};
use crate::resolve::{Book, resolve};
use crate::typeset::typeset;
use crate::units::Size;

use super::make::SheetCount;
use super::session::{BuildError, BuildRequest, Outcome, Session, Timings};

/// What an edition is and how long it is.
#[derive(Clone, Debug)]
pub struct EditionSummary {
    /// The name.
    pub name: String,
    /// What it is for, if it is built in.
    pub purpose: Option<&'static str>,
    /// Whether it has an EPUB.
    pub epub: bool,
    /// The edition whose pages the EPUB marks.
    pub page_list: Option<String>,
    /// The trimmed page and the number of pages, if it has a PDF.
    pub paper: Option<(Size, SheetCount)>,
}

/// Typesets all editions of a book and counts their pages. The outcome has the problems that were found while the book was read, but not
/// those of typesetting, which a build reports. If the book has errors, the list is empty.
///
/// # Errors
/// If a file cannot be read, or `SOURCE_DATE_EPOCH` is not a number of seconds.
pub fn survey(request: &BuildRequest) -> Result<(Outcome, Vec<EditionSummary>), BuildError> {
    let session = Session::open(request)?;
    let diagnostics = session.diagnostics();
    let own = session.manuscript.editions.len();
    let purposes: Vec<_> = built_in().collect();
    let summary = |(nth, edition): (usize, &Edition)| EditionSummary {
        name: edition.name.clone(),
        purpose: purposes.iter().find(|(name, _)| nth >= own && *name == edition.name).map(|(_, purpose)| *purpose),
        epub: edition.epub,
        page_list: match &edition.page_list {
            PageListOf::Own if edition.pdf => Some(edition.name.clone()),
            PageListOf::Own | PageListOf::Nobody => None,
            PageListOf::Edition(name) => Some(name.clone()),
        },
        paper: (edition.pdf && edition.content != EditionContent::Concordance).then(|| session.count_sheets(edition)),
    };
    let has_errors = session.sink.has_errors();
    let summaries = if has_errors { Vec::new() } else { session.editions.par_iter().enumerate().map(summary).collect() };
    Ok((Outcome::new(session.sources, diagnostics).about(&session.manuscript), summaries))
}

/// The names of all editions of a book. Nothing is typeset. The outcome has the problems that were found while the book was read.
///
/// # Errors
/// If a file cannot be read, or `SOURCE_DATE_EPOCH` is not a number of seconds.
pub fn edition_names(request: &BuildRequest) -> Result<(Outcome, Vec<String>), BuildError> {
    let session = Session::open(request)?;
    let diagnostics = session.diagnostics();
    let names = session.editions.iter().map(|edition| edition.name.clone()).collect();
    Ok((Outcome::new(session.sources, diagnostics).about(&session.manuscript), names))
}

impl Session<'_> {
    /// Typesets an edition. Returns its trimmed page and its number of pages and sheets.
    fn count_sheets(&self, edition: &Edition) -> (Size, SheetCount) {
        let derived = self.derived(edition, &mut Timings::default());
        let document = derived.as_ref().unwrap_or(&self.manuscript.document);
        let resolution = resolve(document, edition, &self.sources, &self.sink);
        let book = Book { document, resolution: &resolution, edition };
        let pages = typeset(&book, &self.fonts, &self.gallery, &self.sink);
        if !edition.fit {
            return (edition.design.page, SheetCount::of(&book, &pages));
        }
        let fitted = self.fit(&book, pages);
        (fitted.edition.design.page, SheetCount::of(&Book { edition: &fitted.edition, ..book }, &fitted.pages))
    }
}
