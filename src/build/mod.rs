//! Builds a book: a manuscript in, files out.
//!
//! Only this folder opens the pictures and fonts of a book, and only it writes files. Each command has a function:
//!
//! - [`build()`] writes the files of the requested editions. [`check()`] makes them without writing any.
//! - [`design()`] gives the design of an edition, [`survey()`] the editions with their page counts.
//! - [`fonts()`] gives the fonts that a design may name.
//! - [`lock()`] renews the lock file.
//! - [`export()`] writes a book for other programs, [`export_pages()`] as web pages.
//! - [`settings_of()`] gives the `book.toml` for a project of another tool.
//! - [`import()`] makes a manuscript folder from files of other programs.
//! - [`impose()`] puts the pages of a finished PDF on sheets.
//!
//! `build`, `check`, `design`, `survey` and `export_pages` begin with `Session::open` (`session/`), which reads the book.
//! `Session::make` (`make/`) makes the files.
mod design;
mod export;
mod fonts;
mod import;
mod impose;
mod lock;
mod make;
mod session;
mod settings;
mod survey;
mod web;
mod without_broken_fonts;

use std::path::PathBuf;

pub use crate::import::{ImportRequest, JournalEntry, Remarks, Rule};
pub use design::design;
pub use export::{ExportFormat, export};
pub use fonts::fonts;
pub use import::{Imported, import};
pub use impose::{ImposeRequest, impose};
pub use lock::{LockState, lock};
pub use make::SheetCount;
pub use session::{
    BuildError, BuildRequest, Commands, Content, Intermediates, Outcome, OutputError, OutputFile, OutputFormat, Progress, Timings,
    stale_paragraphs, write_all,
};
pub use settings::{DerivedSettings, settings_of};
pub use survey::{EditionSummary, edition_names, survey};
pub use web::export_pages;

use crate::document::proof;
use make::{FinishedFile, Products};
use session::{FileContent, Session};
use without_broken_fonts::{AttemptFailure, products_of, without_broken_fonts};

/// Builds a book and writes its files.
///
/// Problems in the manuscript are diagnostics in the outcome. If one of them is an error, no file is written.
///
/// # Errors
/// If a file cannot be read, made or written, if the request names an edition or a part that the book does not have, or if
/// `SOURCE_DATE_EPOCH` is not a number of seconds.
pub fn build(request: &BuildRequest, progress: &dyn Progress) -> Result<Outcome, BuildError> {
    without_broken_fonts(request, |request| build_once(request, progress))
}

fn build_once(request: &BuildRequest, progress: &dyn Progress) -> Result<Outcome, AttemptFailure> {
    progress.stage("Reading");
    let session = Session::open(request)?;
    progress.stage("Typesetting");
    let mut products = products_of(&session)?;
    let folder = session.output_folder();
    let read: Vec<PathBuf> = session.sources.files().iter().map(|file| session.manuscript.root.join(&file.path)).collect();
    let mut files: Vec<(PathBuf, FileContent)> = Vec::with_capacity(products.files.len());
    let mut made: Vec<OutputFile> = Vec::with_capacity(products.files.len());
    for FinishedFile { name, content, pages, words } in std::mem::take(&mut products.files) {
        let path = folder.join(name);
        made.push(OutputFile { path: path.clone(), pages, words, bytes: content.length(), changed: true });
        files.push((path, content));
    }
    let mut outcome = outcome(session, products);
    if !outcome.has_errors() {
        check_names(&files, request, &read)?;
        progress.stage("Writing");
        let changed = outcome.timings.time("write", || write_all(&files)).map_err(BuildError::from)?;
        made.iter_mut().zip(changed).for_each(|(file, changed)| file.changed = changed);
        outcome.written = files.into_iter().map(|(path, _)| path).collect();
        outcome.made = made;
    }
    Ok(outcome)
}

/// Checks that no output file would replace another output file of this book, an output file of another book that is built in the same
/// run, or a file of the manuscript. `read` has the paths of the manuscript.
fn check_names(files: &[(PathBuf, FileContent)], request: &BuildRequest, read: &[PathBuf]) -> Result<(), BuildError> {
    let read: Vec<PathBuf> = read.iter().filter_map(|path| path.canonicalize().ok()).collect();
    for (nth, (path, _)) in files.iter().enumerate() {
        if request.taken.contains(path) {
            return Err(BuildError::Taken(path.clone()));
        }
        if files[..nth].iter().any(|(other, _)| other == path) {
            return Err(BuildError::Twice(path.clone()));
        }
        if path.canonicalize().is_ok_and(|path| read.contains(&path)) {
            return Err(BuildError::Source(path.clone()));
        }
    }
    Ok(())
}

/// Makes the files of a book as [`build()`] does, but writes none. Returns the outcome, and the document as text.
///
/// # Errors
/// As [`build()`].
pub fn check(request: &BuildRequest, progress: &dyn Progress) -> Result<(Outcome, String), BuildError> {
    without_broken_fonts(request, |request| {
        progress.stage("Reading");
        let session = Session::open(request)?;
        progress.stage("Typesetting");
        let products = products_of(&session)?;
        let text = proof(&session.manuscript.document);
        Ok((outcome(session, products), text))
    })
}

/// The outcome of a session whose files are made but not written yet.
fn outcome(session: Session<'_>, products: Products) -> Outcome {
    let diagnostics = session.diagnostics();
    let Session { sources, mut timings, manuscript, gallery, fonts, token_cache, .. } = session;
    timings.merge(products.timings);
    let outcome = Outcome::new(sources, diagnostics).about(&manuscript);
    let intermediates = Intermediates::new((manuscript, gallery, fonts, token_cache, products.editions));
    Outcome { facts: products.facts, timings, intermediates, ..outcome }
}
