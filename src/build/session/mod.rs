//! What a build works on: the request, the book that was read for it, and the editions to make.
//!
//! `build`, `check`, `design`, `survey` and `export_pages` all begin with [`Session::open`], so they see the same editions and report the
//! same problems.
mod command;
mod content;
mod diagrams;
mod editions;
mod error;
mod fonts;
mod lock_file;
mod outcome;
mod output;
mod provenance;
mod request;
mod timings;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

pub use content::Content;
pub(super) use content::{ContentWriter, FileContent};
pub use diagrams::Commands;
pub use error::BuildError;
pub use outcome::{Intermediates, Outcome, OutputFile, Progress};
pub(super) use output::write_folder;
pub use output::{OutputError, write_all};
pub use request::{BuildRequest, OutputFormat};
pub use timings::Timings;

pub(super) use fonts::load as load_fonts;
pub(super) use lock_file::LockFile;
pub use lock_file::stale_paragraphs;

use crate::artwork::{Artwork, ArtworkError, DrawingLoss, Gallery};
use crate::diagnostic::{Diagnostic, Severity, Sink, codes};
use crate::document::recordings;
use crate::edition::Edition;
use crate::font::FontBook;
use crate::manuscript::Manuscript;
use crate::source::files::read;
use crate::source::uri::{data, is_data, shown};
use crate::source::{FileId, SourceMap, Span};
use crate::typeset::TokenCache;

/// A book that was read, and what to make of it.
pub(super) struct Session<'r> {
    pub(super) request: &'r BuildRequest,
    pub(super) sources: SourceMap,
    /// Collects the diagnostics of all stages.
    pub(super) sink: Sink,
    pub(super) manuscript: Manuscript,
    /// `None` if the book has no lock file.
    pub(super) lock: Option<LockFile>,
    /// All editions of the book, the built-in ones too.
    pub(super) editions: Vec<Edition>,
    /// The editions to make, in the requested formats.
    pub(super) requested: Vec<Edition>,
    /// The pictures of the text.
    pub(super) gallery: Gallery,
    pub(super) fonts: FontBook,
    /// Tokens that several editions share. `None` if there is only one edition to make.
    pub(super) token_cache: Option<TokenCache>,
    /// How long each step took so far.
    pub(super) timings: Timings,
}

impl<'r> Session<'r> {
    /// Reads a book, selects the requested editions, loads pictures and fonts, and checks the designs against the fonts.
    ///
    /// # Errors
    /// If a file cannot be read, if the request names an edition that the book does not have, or if `SOURCE_DATE_EPOCH` is not a number of
    /// seconds.
    pub(super) fn open(request: &'r BuildRequest) -> Result<Self, BuildError> {
        let mut timings = Timings::default();
        let mut sources = SourceMap::default();
        sources.allows_outside = request.allow_outside;
        let sink = Sink::default();
        request.allow.iter().for_each(|code| sink.allow(code, Span::DETACHED));
        let mut manuscript = timings.time("read", || request.read(&mut sources, &sink))?;
        timings.time("diagrams", || diagrams::draw(&mut manuscript, request.commands, &sink))?;
        let lock = LockFile::read(&request.path, &mut sources)?;
        let mut editions = editions::all(request, &manuscript)?;
        provenance::add(&mut editions, &manuscript, &sources);
        let requested = editions::requested(request, &manuscript, &editions)?;
        let gallery = timings.time("pictures", || load_pictures(&manuscript, &sink));
        let fonts = timings.time("fonts", || fonts::load(request, &manuscript.fonts, &manuscript.root, &requested, &sink))?;
        requested.iter().for_each(|edition| fonts::check(edition, &fonts, &sink));
        let token_cache = (requested.len() > 1).then(TokenCache::default);
        Ok(Self { request, sources, sink, manuscript, lock, editions, requested, gallery, fonts, token_cache, timings })
    }

    /// What was reported so far, sorted by place. With `deny_warnings`, warnings are errors.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut diagnostics = self.sink.sorted();
        if self.request.deny_warnings {
            diagnostics.iter_mut().for_each(|diagnostic| diagnostic.severity = Severity::Error);
        }
        diagnostics
    }

    /// The folder for the files: the one that the request names, or `dist` in the folder of the book, or the folder of a single file.
    pub(super) fn output_folder(&self) -> PathBuf {
        let path = &self.request.path;
        match &self.request.output {
            Some(output) => output.clone(),
            None if path.is_dir() || path.file_name().is_some_and(|name| name == "book.toml") => self.manuscript.root.join("dist"),
            None => path.parent().map_or_else(PathBuf::new, Path::to_path_buf),
        }
    }

    /// The parts of the book to make, as typed after `--only`. Empty for the whole book.
    pub(super) fn only(&self) -> String {
        self.request.only.join(",")
    }

    /// The first place at which `book.toml` or the front matter has a text. Detached if neither has it.
    pub(super) fn place_in_settings(&self, text: &str) -> Span {
        let files = self.sources.files();
        let found = files.iter().enumerate().find_map(|(number, file)| {
            let has_settings = file.path.ends_with(".toml") || files.len() == 1;
            let at = has_settings.then(|| file.text.find(text)).flatten()?;
            Some((u32::try_from(number).ok()?, at))
        });
        found.map_or(Span::DETACHED, |(file, at)| Span::new(FileId(file), at, at + text.len()))
    }
}

/// Loads the pictures of the text. The reader has reported the missing ones; damaged ones are reported here.
fn load_pictures(manuscript: &Manuscript, sink: &Sink) -> Gallery {
    let load = |(path, span): &(String, Span)| -> Option<(String, Artwork)> {
        let artwork = match data(path) {
            Some(bytes) => Artwork::read(bytes),
            None if is_data(path) => Err(ArtworkError::Unknown),
            None => Artwork::open(&manuscript.root.join(path)),
        };
        let losses = |artwork: Artwork| artwork.losses().map(|losses| (artwork, losses));
        match artwork.and_then(losses) {
            Ok((artwork, losses)) => {
                losses.iter().for_each(|loss| report_loss(loss, path, *span, sink));
                Some((path.clone(), artwork))
            }
            // The reader of the manuscript reported it.
            Err(ArtworkError::File(_)) => None,
            Err(error) => {
                sink.report(
                    Diagnostic::new(codes::BAD_IMAGE, *span, format!("`{}` cannot be read: {error}", shown(path)))
                        .hint("save it again as PNG, JPEG or SVG"),
                );
                None
            }
        }
    };
    Gallery { artworks: manuscript.images.par_iter().filter_map(load).collect(), recordings: load_recordings(manuscript, sink) }
}

/// Reports something that a drawing refers to, but that is left out.
fn report_loss(loss: &DrawingLoss, path: &str, span: Span, sink: &Sink) {
    let path = shown(path);
    let diagnostic = |message: String| Diagnostic::new(codes::PICTURE_IN_DRAWING, span, message).label("left out of the drawing");
    sink.report(match loss {
        DrawingLoss::Script => {
            diagnostic(format!("the drawing `{path}` has a script")).hint("remove it: neither paper nor e-readers run it")
        }
        DrawingLoss::File(file) => diagnostic(format!("the drawing `{path}` uses another file, `{}`", shown(file)))
            .hint("export the drawing with everything in it, or save it as a PNG"),
        DrawingLoss::Picture => {
            diagnostic(format!("a picture in the drawing `{path}` is damaged")).hint("put the picture into the drawing again")
        }
    });
}

/// Loads sound and moving pictures. Missing ones are reported.
fn load_recordings(manuscript: &Manuscript, sink: &Sink) -> BTreeMap<String, Arc<[u8]>> {
    let mut loaded = BTreeMap::new();
    for (path, span) in recordings(&manuscript.document) {
        if loaded.contains_key(&path) {
            continue;
        }
        match read(&manuscript.root.join(&path)) {
            Ok(bytes) => {
                loaded.insert(path, Arc::from(bytes));
            }
            Err(_) => sink.report(
                Diagnostic::new(codes::MISSING_FILE, span, format!("there is no recording `{path}`"))
                    .label("its title and its path are printed")
                    .hint("copy it into the folder of the book"),
            ),
        }
    }
    loaded
}
