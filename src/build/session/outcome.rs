//! The result of a command.
use std::any::Any;
use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Severity};
use crate::manuscript::Manuscript;
use crate::source::SourceMap;

use super::timings::Timings;

/// The result of a command that reads a book.
#[derive(Debug)]
pub struct Outcome {
    /// All files that were read. Diagnostics are printed with their lines.
    pub sources: SourceMap,
    /// Problems in the manuscript.
    pub diagnostics: Vec<Diagnostic>,
    /// The paths of the files that were made. Empty if the book has errors.
    pub written: Vec<PathBuf>,
    /// The same files, each with what is in it.
    pub made: Vec<OutputFile>,
    /// The folder of the book, which the paths of `sources` are relative to. `None` if the command does not say.
    pub folder: Option<PathBuf>,
    /// What was assumed about the book because no settings say it, in sentences.
    pub assumptions: Vec<String>,
    /// Information about the files, in sentences: numbers of sheets, sizes that a print shop asks for.
    pub facts: Vec<String>,
    /// How long each step took.
    pub timings: Timings,
    /// The data that the files were made from.
    pub intermediates: Intermediates,
}

impl Outcome {
    /// The outcome of a command that wrote nothing.
    pub(in crate::build) fn new(sources: SourceMap, diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            sources,
            diagnostics,
            written: Vec::new(),
            made: Vec::new(),
            folder: None,
            assumptions: Vec::new(),
            facts: Vec::new(),
            timings: Timings::default(),
            intermediates: Intermediates::default(),
        }
    }

    /// Adds the folder of a manuscript, and what was assumed about it.
    pub(in crate::build) fn about(mut self, manuscript: &Manuscript) -> Self {
        self.folder = Some(manuscript.root.clone());
        self.assumptions.clone_from(&manuscript.assumptions);
        self
    }

    /// Whether the book has errors. If so, no file was written.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// A file that a build made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// The path.
    pub path: PathBuf,
    /// The number of pages of a PDF, before they are imposed. `None` for any other file, and for a cover.
    pub pages: Option<usize>,
    /// The number of words of a whole book. `None` for an excerpt, and for files that are not books.
    pub words: Option<usize>,
    /// The size in bytes.
    pub bytes: usize,
    /// Whether the file was written. If not, it had these bytes before.
    pub changed: bool,
}

/// The data that the files of a build were made from: text, fonts, pages.
///
/// Freeing these many small allocations takes as long as writing the files. A process that ends after the build can
/// [leak](Self::leak) them instead.
#[derive(Default)]
pub struct Intermediates(Option<Box<dyn Any + Send + Sync>>);

impl Intermediates {
    pub(in crate::build) fn new(data: impl Any + Send + Sync) -> Self {
        Self(Some(Box::new(data)))
    }

    /// Leaves the memory to the operating system.
    pub fn leak(self) {
        std::mem::forget(self.0);
    }
}

impl std::fmt::Debug for Intermediates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Intermediates")
    }
}

/// Receives progress updates during a build.
pub trait Progress: Sync {
    /// A stage begins.
    fn stage(&self, name: &str);
}
