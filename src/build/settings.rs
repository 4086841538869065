//! The `book.toml` for a project of another tool.
use std::path::{Path, PathBuf};

use crate::diagnostic::Sink;
use crate::manuscript;
use crate::source::SourceMap;

use super::session::{BuildError, Outcome};

/// The `book.toml` for a project of another tool, or for a folder of texts.
#[derive(Debug)]
pub struct DerivedSettings {
    /// Where the file belongs.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// The problems that were found in the settings of the project.
    pub outcome: Outcome,
}

/// The `book.toml` that means the same as a project of another tool, or as a folder of texts. It is not written.
///
/// # Errors
/// If there is no folder at `path`, or if it has no text, several books, or a `book.toml`.
pub fn settings_of(path: &Path) -> Result<DerivedSettings, BuildError> {
    let mut sources = SourceMap::default();
    let sink = Sink::default();
    let (folder, text) = manuscript::settings_of(path, &mut sources, &sink)?;
    let outcome = Outcome { folder: Some(folder.clone()), ..Outcome::new(sources, sink.sorted()) };
    Ok(DerivedSettings { path: folder.join("book.toml"), text, outcome })
}
