//! The result of reading: a manuscript, or the reason why it cannot be read.
use std::path::PathBuf;

use crate::document::Document;
use crate::edition::{Edition, Sheet};
use crate::source::Span;

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

/// The slug of a title: letters and digits in lower case, hyphens between words.
pub(crate) fn slug(title: &str) -> String {
    let words: Vec<String> = title
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() { "book".to_owned() } else { words.join("-") }
}
