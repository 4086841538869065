//! The author's files → the document, and what the author got wrong.
mod files;
mod front_matter;
mod html;
mod markdown;
mod marks;
mod mdbook;
mod project;
mod rewrite;
mod scan;
mod shape;
mod syntax;
mod text;

use std::path::{Path, PathBuf};

use crate::diagnostic::Sink;
use crate::document::Document;
use crate::edition::{Edition, Sheet};
use crate::source::{SourceMap, Span};

/// All that was read of a manuscript.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// What the book says.
    pub document: Document,
    /// The editions of it, at least one.
    pub editions: Vec<Edition>,
    /// The editions that every book has, but for those that it has its own of.
    pub built_in: Vec<Edition>,
    /// The paper that is at hand.
    pub sheet: Sheet,
    /// Each picture that the text names, by its path relative to the root, with its first mention.
    pub images: Vec<(String, Span)>,
    /// The folder that all paths are relative to.
    pub root: PathBuf,
    /// The stem of the names of the files that are made: the slug of the title.
    pub slug: String,
}

impl Manuscript {
    /// All its editions: the author's, then those that are built in.
    pub fn all_editions(&self) -> impl Iterator<Item = &Edition> + Clone {
        self.editions.iter().chain(&self.built_in)
    }
}

/// What the world did not let us read. Mistakes of the author are told to the sink instead.
#[derive(Debug, thiserror::Error)]
pub enum ManuscriptError {
    /// There is nothing at that path.
    #[error("there is no file or folder `{}`", .0.display())]
    Missing(PathBuf),
    /// Something is there that cannot be read.
    #[error("cannot read `{}`", path.display())]
    Unreadable {
        /// Its path.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The folder has no `book.toml`.
    #[error("the folder `{}` has no book.toml", .0.display())]
    NoBook(PathBuf),
    /// The file is too large for spans of 32 bits.
    #[error("`{}` has more than 4 GiB", .0.display())]
    TooLarge(PathBuf),
}

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

/// The slug of a title: letters and digits in lower case, hyphens between words.
fn slug(title: &str) -> String {
    let words: Vec<String> = title
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() { "book".to_owned() } else { words.join("-") }
}
