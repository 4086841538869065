//! What to build.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Commands;
use crate::diagnostic::Sink;
use crate::edition::PrinterPaper;
use crate::font::BrokenFont;
use crate::manuscript::{self, Manuscript, ManuscriptError};
use crate::source::SourceMap;

/// What to build, and under which rules.
#[derive(Clone, Debug, Default)]
pub struct BuildRequest {
    /// The manuscript: a folder or a file.
    pub path: PathBuf,
    /// The folder for the files. `None`: `dist` in the folder of the book, or the folder of a single file.
    pub output: Option<PathBuf>,
    /// The names of the editions to make. Empty: all editions that `book.toml` defines.
    pub editions: Vec<String>,
    /// Make all editions, the built-in ones too.
    pub all: bool,
    /// The paper for the editions that are printed at home. `None`: as the book says.
    pub sheet: Option<PrinterPaper>,
    /// The formats to make. Empty: all formats of the edition.
    pub formats: Vec<OutputFormat>,
    /// The parts of the book to make, as PDF: chapters, anchors, paragraphs, pages. Empty: the whole book.
    pub only: Vec<String>,
    /// Write the printing instructions of imposed editions into text files beside the PDFs.
    pub slip: bool,
    /// Treat warnings as errors.
    pub deny_warnings: bool,
    /// The codes of diagnostics to silence.
    pub allow: Vec<String>,
    /// Read files that are outside the folder of the book and its repository, and hidden ones.
    pub allow_outside: bool,
    /// Whether the commands of the book may run.
    pub commands: Commands,
    /// Extra font files or folders.
    pub font_paths: Vec<PathBuf>,
    /// The folders of the fonts that are installed on the computer, for books with `system-fonts = true`.
    pub system_font_folders: Vec<PathBuf>,
    /// Font files that turned out to be damaged when they were used. They are reported and skipped.
    pub broken_fonts: Vec<BrokenFont>,
    /// The files of other books that were built in the same run. They must not be overwritten.
    pub taken: BTreeSet<PathBuf>,
    /// The program that converts documents of other programs. `None`: `pandoc`, where the system looks for programs.
    pub pandoc: Option<PathBuf>,
    /// The value of the environment variable `SOURCE_DATE_EPOCH`, if it is set: seconds since 1970.
    pub source_date_epoch: Option<String>,
}

impl BuildRequest {
    /// Reads the manuscript.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(in crate::build) fn read(&self, sources: &mut SourceMap, sink: &Sink) -> Result<Manuscript, ManuscriptError> {
        let pandoc = self.pandoc.as_deref().unwrap_or(Path::new("pandoc"));
        manuscript::read_with_pandoc(&self.path, pandoc, sources, sink)
    }
}

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutputFormat {
    /// The e-book.
    Epub,
    /// The pages.
    Pdf,
}
