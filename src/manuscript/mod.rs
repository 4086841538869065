//! Reads the author's files into a document and reports the author's mistakes.
//!
//! `recognition` says what a folder without `book.toml` is, `outline` has the order of the files, and `project` joins their texts; `files`
//! assembles them and `mdbook` resolves includes. For each text, `scan` rewrites what the Markdown parser does not know (`dialect` knows
//! the constructs of other tools), `markdown` and `html` build blocks and inlines with `shape` and `syntax`, and `text` makes divisions and
//! notes from them. `marks` adds index marks and glossary links to the whole document.
mod dialect;
mod files;
mod front_matter;
mod html;
mod inclusion;
mod markdown;
mod marks;
mod mdbook;
mod model;
mod outline;
mod page;
mod pandoc;
mod project;
mod recognition;
mod scan;
mod shape;
mod syntax;
mod text;

pub use model::{Manuscript, ManuscriptError};
pub use page::{LeftOutPart, Page, PageHead, PageOptions, page_head, read_page};
pub(crate) use project::book_toml::toml_string;

use std::path::{Path, PathBuf};

use crate::diagnostic::Sink;
use crate::source::SourceMap;

/// The path that stands for standard input.
pub const STANDARD_INPUT: &str = "-";

/// Reads a folder or a single file. A folder has a `book.toml`, is a project of another tool, or has texts. The path `-` is a single file
/// that is read from standard input; the paths of its pictures begin in the working directory.
///
/// Reports the author's mistakes to `sink`, each with its place in `sources`, and reads everything else.
///
/// # Errors
/// If there is nothing at `path`, if it cannot be read, or if it is a folder without texts or with several books.
pub fn read(path: &Path, sources: &mut SourceMap, sink: &Sink) -> Result<Manuscript, ManuscriptError> {
    if path == Path::new(STANDARD_INPUT) {
        return project::single::read_standard_input(sources, sink);
    }
    if path.is_dir() {
        if !path.join("book.toml").is_file() {
            return project::foreign::read(path, sources, sink);
        }
        return project::folder::read(path, sources, sink);
    }
    if path.file_name().is_some_and(|name| name == "book.toml") {
        return project::folder::read(path.parent().unwrap_or(Path::new("")), sources, sink);
    }
    project::single::read(path, sources, sink)
}

/// Reads like [`read`], but a single document of a format that chapbook does not read goes through Pandoc. `pandoc` is the path of the
/// program, or only its name if it is to be looked for.
///
/// # Errors
/// As [`read`].
pub fn read_with_pandoc(path: &Path, pandoc: &Path, sources: &mut SourceMap, sink: &Sink) -> Result<Manuscript, ManuscriptError> {
    match files::conversion::PandocFormat::of(path).filter(|_| !path.is_dir()) {
        Some(format) => project::converted::read(path, format, pandoc, sources, sink),
        None => read(path, sources, sink),
    }
}

/// Writes the `book.toml` that means the same as a project of another tool, or as a folder of texts. Returns the folder that it belongs to,
/// and its text.
///
/// # Errors
/// If there is no folder at `path`, or if it has no text, several books, or a `book.toml`.
pub fn settings_of(path: &Path, sources: &mut SourceMap, sink: &Sink) -> Result<(PathBuf, String), ManuscriptError> {
    if !path.is_dir() {
        return Err(ManuscriptError::Missing(path.to_path_buf()));
    }
    if path.join("book.toml").is_file() {
        return Err(ManuscriptError::HasSettings(path.to_path_buf()));
    }
    project::foreign::settings_of(path, sources, sink)
}

/// Reads a text in memory as a single file with a name. Does not check whether pictures exist.
pub fn read_text(name: &str, text: &str, sources: &mut SourceMap, sink: &Sink) -> Manuscript {
    project::single::read_text(name, text, sources, sink)
}
