//! What to build.
use std::collections::BTreeSet;
use std::path::PathBuf;

use super::Commands;
use crate::edition::PrinterPaper;
use crate::font::BrokenFont;

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
    /// The value of the environment variable `SOURCE_DATE_EPOCH`, if it is set: seconds since 1970.
    pub source_date_epoch: Option<String>,
}

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutputFormat {
    /// The e-book.
    Epub,
    /// The pages.
    Pdf,
}
