//! Builds a book: manuscript in, files out. The only floor that opens the files of a book and writes any.
mod concordance;
mod design;
mod impose;
mod lock;
mod make;
mod output;
mod press;
mod provenance;
mod sheets;
mod survey;
mod timings;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::artwork::{Artwork, Gallery};
use crate::cover::{CoverError, front_cover};
use crate::diagnostic::{Diagnostic, Severity, Sink, codes};
use crate::document::PageList;
use crate::edition::{Content, Edition, Metadata, Sheet};
use crate::epub::{self, EpubError, EpubInput};
use crate::font::{FontBook, FontError};
use crate::manuscript::{self, Manuscript, ManuscriptError};
use crate::pdf::{self, ImposeError, PdfError};
use crate::resolve::{Book, NotThere};
use crate::source::{FileId, SourceMap, Span};
use crate::study::has_sessions;
use crate::typeset::{Pages, Readings, faults, typeset_beside};

pub use design::design;
pub use impose::{ImposeRequest, impose};
pub use lock::{LockState, lock};
pub use output::{OutputError, write_all};
pub use sheets::Sheets;
pub use survey::{Surveyed, survey};
pub use timings::Timings;

/// What is to be built.
#[derive(Clone, Debug, Default)]
pub struct BuildRequest {
    /// The manuscript: a folder or a file.
    pub path: PathBuf,
    /// Where the files go; beside the manuscript if not said.
    pub output: Option<PathBuf>,
    /// The editions by name; all of the author's if empty.
    pub editions: Vec<String>,
    /// All editions, those that are built in too.
    pub all: bool,
    /// The paper that is at hand, if it is another than the book says.
    pub sheet: Option<Sheet>,
    /// Only the EPUB (`Some(Format::Epub)`) or only the PDF; both if empty.
    pub formats: Vec<Format>,
    /// Only these parts of the book, as PDF: chapters, anchors, paragraphs, pages.
    pub only: Vec<String>,
    /// Warnings are errors.
    pub deny_warnings: bool,
    /// The codes of warnings that are not told.
    pub allow: Vec<String>,
    /// Faces besides the bundled ones.
    pub font_paths: Vec<PathBuf>,
    /// The value of `SOURCE_DATE_EPOCH`, if it is set: seconds since 1970.
    pub source_date_epoch: Option<String>,
}

/// A file format that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// The e-book.
    Epub,
    /// The pages.
    Pdf,
}

/// What came of a build.
#[derive(Debug)]
pub struct Outcome {
    /// All files read, for showing diagnostics.
    pub sources: SourceMap,
    /// What is told to the author.
    pub diagnostics: Vec<Diagnostic>,
    /// The files, whole; none if the book has errors.
    pub written: Vec<PathBuf>,
    /// What there is to know of them that is no mistake: the measures that a print shop asks for.
    pub facts: Vec<String>,
    /// How long each stage took.
    pub timings: Timings,
    /// What the files were made from.
    pub workings: Workings,
}

/// What the files of a build were made from: its text, faces and pages. They are some hundred thousand small things, and to take them apart
/// takes as long as to write the files; so a process that ends with the build may [leave](Self::leave) them.
#[derive(Default)]
pub struct Workings(Option<Kept>);

/// The text, its pictures, the faces, what editions share, what was set.
type Kept = (Manuscript, Gallery, FontBook, Option<Readings>, Vec<make::Set>);

impl Workings {
    /// Leaves them to the end of the process.
    pub fn leave(self) {
        std::mem::forget(self.0);
    }
}

impl std::fmt::Debug for Workings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Workings")
    }
}

impl Outcome {
    /// What is told where nothing was built.
    fn told(sources: SourceMap, diagnostics: Vec<Diagnostic>) -> Self {
        let (timings, workings) = (Timings::default(), Workings::default());
        Self { sources, diagnostics, written: Vec::new(), facts: Vec::new(), timings, workings }
    }

    /// Whether the book has errors: then nothing was written.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Why a build fails through no fault of the manuscript.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each is the error of its floor")]
pub enum BuildError {
    #[error(transparent)]
    Manuscript(#[from] ManuscriptError),
    #[error(transparent)]
    Font(#[from] FontError),
    #[error(transparent)]
    Pdf(#[from] PdfError),
    #[error(transparent)]
    Epub(#[from] EpubError),
    #[error(transparent)]
    Cover(#[from] CoverError),
    /// A PDF cannot be put on sheets.
    #[error("cannot impose `{file}`")]
    Impose {
        /// The file.
        file: String,
        /// Why.
        #[source]
        source: ImposeError,
    },
    #[error(transparent)]
    Output(#[from] OutputError),
    /// `-e` names an edition that the book does not have.
    #[error("the book has no edition `{name}`{hint}")]
    UnknownEdition {
        /// As typed.
        name: String,
        /// The nearest name, as a phrase.
        hint: String,
    },
    /// `--only` names a part that the book does not have.
    #[error("the book has no `{}`: {}", .0.typed, .0.hint)]
    NotThere(NotThere),
    /// `--only` names pages that the edition does not have.
    #[error("nothing of `{typed}` stands on a page of the edition `{edition}`")]
    NoPages {
        /// As typed.
        typed: String,
        /// Its name.
        edition: String,
    },
    /// `SOURCE_DATE_EPOCH` is no number of seconds.
    #[error("SOURCE_DATE_EPOCH is `{0}`, which is not a number of seconds since 1970")]
    Epoch(String),
}

impl BuildError {
    /// Whether it lies in how the program was called.
    #[must_use]
    pub const fn is_usage(&self) -> bool {
        matches!(self, Self::UnknownEdition { .. } | Self::NotThere(_) | Self::NoPages { .. } | Self::Epoch(_))
    }
}

/// Hears how far a build has come.
pub trait Progress: Sync {
    /// A stage begins.
    fn stage(&self, name: &str);
}

/// Builds a book. Mistakes of the author are in the outcome; if there is an error among them, no file is written.
///
/// # Errors
/// If files cannot be read or written, or the request names what is not there.
pub fn build(request: &BuildRequest, progress: &dyn Progress) -> Result<Outcome, BuildError> {
    let mut timings = Timings::default();
    let mut sources = SourceMap::default();
    let sink = Sink::default();
    request.allow.iter().for_each(|code| sink.allow(code, Span::DETACHED));
    progress.stage("Reading");
    let manuscript = timings.take("read", || manuscript::read(&request.path, &mut sources, &sink))?;
    let lock = lock::read(&request.path, &mut sources)?;
    let mut all = dated(request, &manuscript)?;
    provenance::tell(&mut all, &manuscript, &sources);
    let editions = chosen(request, &manuscript, &all)?;
    let gallery = timings.take("pictures", || gallery(&manuscript, &sink));
    let mut fonts = FontBook::bundled();
    request.font_paths.iter().try_for_each(|path| fonts.add_path(path))?;
    editions.iter().for_each(|edition| design::check_design(edition, &fonts, &sink));
    let folder = output_folder(request, &manuscript);
    let readings = (editions.len() > 1).then(Readings::default);
    progress.stage("Setting");
    let (mut files, mut facts, mut set) = (Vec::new(), Vec::new(), Vec::new());
    if !sink.has_errors() {
        let shop = Shop {
            manuscript: &manuscript,
            editions: &all,
            lock,
            sources: &sources,
            sink: &sink,
            gallery: &gallery,
            fonts: &fonts,
            only: &request.only.join(","),
            readings: readings.as_ref(),
        };
        let made = shop.make(&editions)?;
        timings.merge(made.timings);
        (facts, set) = (made.facts, made.set);
        files.extend(made.files.into_iter().map(|(name, bytes)| (folder.join(name), bytes)));
    }
    let mut diagnostics = sink.sorted();
    if request.deny_warnings {
        diagnostics.iter_mut().for_each(|diagnostic| diagnostic.severity = Severity::Error);
    }
    let workings = Workings(Some((manuscript, gallery, fonts, readings, set)));
    let mut outcome = Outcome { sources, diagnostics, written: Vec::new(), facts, timings, workings };
    if !outcome.has_errors() {
        progress.stage("Writing");
        outcome.timings.take("write", || write_all(&files))?;
        outcome.written = files.into_iter().map(|(path, _)| path).collect();
    }
    Ok(outcome)
}

/// Reads, resolves and sets a book without writing anything: what `check` does. Gives the outcome and the document as text.
///
/// # Errors
/// As [`build`].
pub fn check(request: &BuildRequest, progress: &dyn Progress) -> Result<(Outcome, String), BuildError> {
    let mut timings = Timings::default();
    let mut sources = SourceMap::default();
    let sink = Sink::default();
    request.allow.iter().for_each(|code| sink.allow(code, Span::DETACHED));
    progress.stage("Reading");
    let manuscript = timings.take("read", || manuscript::read(&request.path, &mut sources, &sink))?;
    let lock = lock::read(&request.path, &mut sources)?;
    let mut all = dated(request, &manuscript)?;
    provenance::tell(&mut all, &manuscript, &sources);
    let editions = chosen(request, &manuscript, &all)?;
    let gallery = timings.take("pictures", || gallery(&manuscript, &sink));
    let mut fonts = FontBook::bundled();
    request.font_paths.iter().try_for_each(|path| fonts.add_path(path))?;
    let readings = (editions.len() > 1).then(Readings::default);
    if !sink.has_errors() {
        progress.stage("Setting");
        let shop = Shop {
            manuscript: &manuscript,
            editions: &all,
            lock,
            sources: &sources,
            sink: &sink,
            gallery: &gallery,
            fonts: &fonts,
            only: &request.only.join(","),
            readings: readings.as_ref(),
        };
        editions.iter().for_each(|edition| design::check_design(edition, &fonts, &sink));
        timings.merge(shop.make(&editions)?.timings);
    }
    let dump = crate::document::proof(&manuscript.document);
    let mut diagnostics = sink.sorted();
    if request.deny_warnings {
        diagnostics.iter_mut().for_each(|diagnostic| diagnostic.severity = Severity::Error);
    }
    let workings = Workings::default();
    Ok((Outcome { sources, diagnostics, written: Vec::new(), facts: Vec::new(), timings, workings }, dump))
}

/// All editions of a book, dated and laid out for the paper that is at hand.
fn dated(request: &BuildRequest, manuscript: &Manuscript) -> Result<Vec<Edition>, BuildError> {
    let dated = |edition: &Edition| {
        let mut edition = edition.clone();
        edition.lay_out(request.sheet.unwrap_or(manuscript.sheet));
        edition.metadata.modified = modified(request, edition.metadata.date.as_deref())?;
        Ok(edition)
    };
    // Sheets for sessions are there if there is something to talk about.
    let own = manuscript.editions.len();
    let made = |(nth, edition): &(usize, &Edition)| *nth < own || edition.content == Content::Book || has_sessions(&manuscript.document);
    manuscript.all_editions().enumerate().filter(made).map(|(_, edition)| dated(edition)).collect()
}

/// Those that were asked for: the author's own, if nothing else is said.
fn chosen(request: &BuildRequest, manuscript: &Manuscript, all: &[Edition]) -> Result<Vec<Edition>, BuildError> {
    let names = || all.iter().map(|edition| edition.name.as_str());
    for name in &request.editions {
        if !names().any(|known| known == name) {
            let near = crate::diagnostic::nearest(name, names());
            let hint = near.map_or_else(
                || format!("; it has {}", names().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ")),
                |near| format!("; did you mean `{near}`?"),
            );
            return Err(BuildError::UnknownEdition { name: name.clone(), hint });
        }
    }
    let own = if request.editions.is_empty() { manuscript.editions.len() } else { 0 };
    // A book that says nothing of its design is `a5` and `epub` already.
    let plain = |edition: &Edition| {
        edition.name == "default"
            && all.iter().any(|other| other.name == "a5" && other.design == edition.design && other.notes == edition.notes)
    };
    let wanted = |nth: usize, edition: &Edition| {
        (request.all && !plain(edition)) || nth < own && !request.all || request.editions.contains(&edition.name)
    };
    let of_these_formats = |edition: &Edition| {
        let mut edition = edition.clone();
        if !request.only.is_empty() {
            // An excerpt is what a copier would make of the pages.
            edition.epub = false;
        }
        if !request.formats.is_empty() {
            edition.epub &= request.formats.contains(&Format::Epub);
            edition.pdf &= request.formats.contains(&Format::Pdf);
        }
        edition
    };
    let chosen: Vec<Edition> =
        all.iter().enumerate().filter(|(nth, edition)| wanted(*nth, edition)).map(|(_, edition)| of_these_formats(edition)).collect();
    // Nobody has a part of a book printed and bound in a shop.
    let has_excerpt = |edition: &Edition| edition.pdf && !edition.print.is_pod();
    if request.only.is_empty() {
        return Ok(chosen);
    }
    match chosen.first() {
        Some(first) if !chosen.iter().any(has_excerpt) => {
            Err(BuildError::NoPages { typed: request.only.join(","), edition: first.name.clone() })
        }
        Some(_) | None => Ok(chosen.into_iter().filter(has_excerpt).collect()),
    }
}

/// When the edition was made: `SOURCE_DATE_EPOCH`, else the book's date, else the beginning of 1980 (where zip files begin).
fn modified(request: &BuildRequest, date: Option<&str>) -> Result<String, BuildError> {
    if let Some(epoch) = &request.source_date_epoch {
        let seconds = epoch.trim().parse::<i64>().ok().filter(|seconds| (0..=253_402_300_799).contains(seconds));
        return seconds.map(timestamp).ok_or_else(|| BuildError::Epoch(epoch.clone()));
    }
    let mut parts = date.unwrap_or_default().split('-').map(|part| part.parse::<u16>().ok().filter(|part| *part > 0));
    let mut part = |otherwise| parts.next().flatten().unwrap_or(otherwise);
    let (year, month, day) = (part(1980), part(1), part(1));
    Ok(format!("{year:04}-{month:02}-{day:02}T00:00:00Z"))
}

/// Seconds since 1970 as a timestamp (days to civil date after H. Hinnant, "chrono-compatible low-level date algorithms").
fn timestamp(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

fn output_folder(request: &BuildRequest, manuscript: &Manuscript) -> PathBuf {
    request.output.clone().unwrap_or_else(|| {
        if request.path.is_dir() {
            manuscript.root.join("dist")
        } else {
            request.path.parent().map_or_else(PathBuf::new, Path::to_path_buf)
        }
    })
}

/// Loads the pictures. The reader reported those that are missing; what cannot be understood is reported here.
fn gallery(manuscript: &Manuscript, sink: &Sink) -> Gallery {
    let read = |(path, span): &(String, Span)| -> Option<(String, Artwork)> {
        let bytes = std::fs::read(manuscript.root.join(path)).ok()?;
        match Artwork::read(bytes) {
            Ok(artwork) => Some((path.clone(), artwork)),
            Err(error) => {
                sink.report(
                    Diagnostic::new(codes::BAD_IMAGE, *span, format!("`{path}` cannot be read: {error}"))
                        .hint("save it again as PNG, JPEG or SVG"),
                );
                None
            }
        }
    };
    Gallery { artworks: manuscript.images.par_iter().filter_map(read).collect() }
}

/// What all editions are made from.
struct Shop<'a> {
    manuscript: &'a Manuscript,
    /// All editions of the book, whether asked for or not.
    editions: &'a [Edition],
    /// The lock file among the sources, if there is one.
    lock: Option<FileId>,
    sources: &'a SourceMap,
    sink: &'a Sink,
    gallery: &'a Gallery,
    fonts: &'a FontBook,
    /// What an excerpt is made of; empty for the whole book.
    only: &'a str,
    /// What is found in texts, if there are several editions.
    readings: Option<&'a Readings>,
}

/// A picture that cannot be used.
struct Unusable;

impl Shop<'_> {
    /// Whether the pages of an edition cannot be set; then the author is told.
    fn refuses(&self, edition: &Edition) -> bool {
        let tag = edition.metadata.language.tag();
        let backwards = crate::language::is_right_to_left(tag);
        if backwards {
            let places = [format!("\"{tag}\""), format!("'{tag}'"), format!("lang: {tag}"), format!("language: {tag}")];
            let place = places.iter().map(|place| self.place_in_settings(place)).find(|place| !place.is_detached());
            self.sink.report(
                Diagnostic::new(codes::RTL_BOOK, place.unwrap_or(Span::DETACHED), "a book written from right to left cannot be a PDF yet")
                    .label(format!("`{tag}` is written from right to left"))
                    .hint("make only the EPUB, with `--format epub`; words of such a language within another book are set"),
            );
        }
        backwards
    }

    /// The pages of an edition, proof-read.
    fn pages(&self, book: &Book<'_>) -> (Pages, Timings) {
        let mut timings = Timings::default();
        let pages = timings.take("set", || typeset_beside(book, self.fonts, self.gallery, self.sink, self.readings));
        self.report_faults(&pages, book, &mut timings);
        (pages, timings)
    }

    fn report_faults(&self, pages: &Pages, book: &Book<'_>, timings: &mut Timings) {
        for fault in timings.take("proof-read", || faults(pages, book)) {
            self.sink.report(
                Diagnostic::new(codes::PAGE_FAULT, Span::DETACHED, format!("page {} {}", fault.folio, fault.what))
                    .hint("this is a fault of the program, not of the text: please tell its makers"),
            );
        }
    }

    /// The PDF of an edition; if its pages are put on sheets, with a slip that says how to print it.
    fn pdf(&self, book: &Book<'_>, pages: &Pages) -> Result<(Vec<u8>, Timings, Option<String>), BuildError> {
        let (leaves, spent) = self.leaves(book, pages)?;
        let (bytes, mut timings, slip) = self.pdf_of(&leaves, book, pages)?;
        timings.merge(spent);
        Ok((bytes, timings, slip))
    }

    /// What stands on pages, for their PDF.
    fn leaves(&self, book: &Book<'_>, pages: &Pages) -> Result<(pdf::Leaves, Timings), BuildError> {
        let mut timings = Timings::default();
        let leaves = timings.take("pdf", || pdf::Leaves::of(pages, book, self.fonts, self.gallery, self.sink))?;
        Ok((leaves, timings))
    }

    /// The PDF of pages, with what stands on them.
    fn pdf_of(&self, leaves: &pdf::Leaves, book: &Book<'_>, pages: &Pages) -> Result<(Vec<u8>, Timings, Option<String>), BuildError> {
        let (edition, mut timings) = (book.edition, Timings::default());
        let Some(imposition) = &edition.imposition else {
            let bytes = timings.take("pdf", || pdf::assemble(leaves, pages, book, self.fonts).map(pdf::Assembled::into_bytes))?;
            return Ok((bytes, timings, None));
        };
        let assembled = timings.take("pdf", || pdf::assemble(leaves, pages, book, self.fonts))?;
        let failed = |source| BuildError::Impose { file: edition.name.clone(), source };
        let imposed = timings.take("impose", || assembled.impose(imposition, edition.metadata.language.tag())).map_err(failed)?;
        Ok((imposed.bytes, timings, Some(imposed.slip)))
    }

    fn epub(&self, book: &Book<'_>, cover: Option<&epub::Cover>, printed: Option<&PageList>) -> Result<(Vec<u8>, Timings), BuildError> {
        let mut timings = Timings::default();
        let input = EpubInput { book, gallery: self.gallery, fonts: self.fonts, cover, pages: printed };
        let bytes = timings.take("epub", || epub::write_paged(&input, self.sink))?;
        Ok((bytes, timings))
    }

    /// The cover: the picture that the metadata name, else one drawn from title and author.
    fn cover(&self, edition: &Edition) -> Result<Option<epub::Cover>, BuildError> {
        let metadata = &edition.metadata;
        let Ok(picture) = self.cover_picture(metadata) else { return Ok(None) };
        let made = front_cover(metadata, picture.as_ref(), self.fonts)?;
        let alt = metadata
            .cover_alt
            .clone()
            .unwrap_or_else(|| format!("{}: {}", crate::language::Terms::of(metadata.language.tag()).cover, metadata.title));
        Ok(Some(epub::Cover { image: made.image, media_type: made.media_type, width: made.width, height: made.height, alt }))
    }

    /// The picture that the metadata name as the cover; an error if it cannot be used, which the author is told.
    fn cover_picture(&self, metadata: &Metadata) -> Result<Option<Artwork>, Unusable> {
        let Some(path) = &metadata.cover else { return Ok(None) };
        let full = self.manuscript.root.join(path);
        let read = std::fs::read(&full)
            .map_err(|error| error.to_string())
            .and_then(|bytes| Artwork::read(bytes).map_err(|error| error.to_string()));
        read.map(Some).map_err(|error| {
            let span = self.place_in_settings(path);
            let diagnostic = Diagnostic::new(codes::MISSING_COVER, span, format!("the cover `{path}` cannot be used: {error}"));
            self.sink.report(diagnostic.hint("name a picture, or take `cover` away to have one drawn"));
            Unusable
        })
    }

    /// Where `book.toml` or the front matter names a path.
    fn place_in_settings(&self, value: &str) -> Span {
        let files = self.sources.files();
        let found = files.iter().enumerate().find_map(|(number, file)| {
            let settings = file.path.ends_with(".toml") || files.len() == 1;
            let at = settings.then(|| file.text.find(value)).flatten()?;
            Some((u32::try_from(number).ok()?, at))
        });
        found.map_or(Span::DETACHED, |(file, at)| Span::new(FileId(file), at, at + value.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_never_asked() {
        let request = |epoch: Option<&str>| BuildRequest { source_date_epoch: epoch.map(str::to_owned), ..BuildRequest::default() };
        let made = |epoch: Option<&str>, date: Option<&str>| modified(&request(epoch), date).ok();
        assert_eq!(made(None, None).as_deref(), Some("1980-01-01T00:00:00Z"));
        assert_eq!(made(None, Some("2026-11")).as_deref(), Some("2026-11-01T00:00:00Z"));
        assert_eq!(made(Some("1700000000"), Some("2026")).as_deref(), Some("2023-11-14T22:13:20Z"));
        assert_eq!(made(Some("951782400"), None).as_deref(), Some("2000-02-29T00:00:00Z"));
        assert_eq!(made(Some("yesterday"), None), None);
    }
}
