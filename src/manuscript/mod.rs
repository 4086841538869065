//! Reads the author's files into a document and reports the author's mistakes.
//!
//! `project` finds the files and joins their texts; `files` assembles them and `mdbook` resolves includes. For each text, `scan` rewrites
//! what the Markdown parser does not know (`dialect` knows the constructs of other tools), `markdown` and `html` build blocks and inlines
//! with `shape` and `syntax`, and `text` makes divisions and notes of them. `marks` adds index marks and glossary links to the whole
//! document.
mod dialect;
mod files;
mod front_matter;
mod html;
mod markdown;
mod marks;
mod mdbook;
mod model;
mod project;
mod scan;
mod shape;
mod syntax;
mod text;

pub use model::{Manuscript, ManuscriptError};

use std::path::Path;

use crate::diagnostic::Sink;
use crate::source::SourceMap;

/// The path that stands for standard input.
pub const STANDARD_INPUT: &str = "-";

/// Reads a folder with `book.toml`, an mdBook folder, or a single file. The path `-` is a single file that is read from standard input; the
/// paths of its pictures begin in the working directory.
///
/// Reports the author's mistakes to `sink`, each with its place in `sources`, and reads everything else.
///
/// # Errors
/// If there is nothing at `path` or it cannot be read.
pub fn read(path: &Path, sources: &mut SourceMap, sink: &Sink) -> Result<Manuscript, ManuscriptError> {
    if path == Path::new(STANDARD_INPUT) {
        return project::single::read_standard_input(sources, sink);
    }
    if path.is_dir() {
        if !path.join("book.toml").is_file() {
            return Err(ManuscriptError::NoBook(path.to_path_buf()));
        }
        return project::folder::read(path, sources, sink);
    }
    if path.file_name().is_some_and(|name| name == "book.toml") {
        return project::folder::read(path.parent().unwrap_or(Path::new("")), sources, sink);
    }
    project::single::read(path, sources, sink)
}

/// Reads a text in memory as a single file with a name. Does not check whether pictures exist.
pub fn read_text(name: &str, text: &str, sources: &mut SourceMap, sink: &Sink) -> Manuscript {
    project::single::read_text(name, text, sources, sink)
}
