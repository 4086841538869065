//! The author's files → the document, and what the author got wrong.
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

/// Reads a folder with `book.toml`, an mdBook folder, or a single file.
///
/// Mistakes of the author go to `sink`, each with its place in `sources`; what can be read is read all the same.
///
/// # Errors
/// If there is nothing at `path` or it cannot be read.
pub fn read(path: &Path, sources: &mut SourceMap, sink: &Sink) -> Result<Manuscript, ManuscriptError> {
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

/// Reads a text in memory as a single file of that name. Pictures are not looked for.
pub fn read_text(name: &str, text: &str, sources: &mut SourceMap, sink: &Sink) -> Manuscript {
    project::single::read_text(name, text, sources, sink)
}
