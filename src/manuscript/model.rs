//! The result of reading: a manuscript, or the reason why it cannot be read.
use std::path::{Path, PathBuf};

use crate::document::Document;
use crate::edition::{DiagramCommands, Edition, FontPlaces, LONGEST_FILE_NAME, PrinterPaper};
use crate::source::Span;

/// A manuscript that was read.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// The text of the book.
    pub document: Document,
    /// The author's editions, at least one.
    pub editions: Vec<Edition>,
    /// The built-in editions, except those that an edition of the author replaces.
    pub built_in: Vec<Edition>,
    /// The paper to print on.
    pub sheet: PrinterPaper,
    /// Each picture that the text names: its path relative to the root, and the place of its first mention.
    pub images: Vec<(String, Span)>,
    /// The commands that draw diagrams.
    pub diagrams: DiagramCommands,
    /// Where the fonts of the book are.
    pub fonts: FontPlaces,
    /// The folder that all paths are relative to.
    pub root: PathBuf,
    /// The beginning of the names of all output files: the one that the book gives, or the slug of its title.
    pub slug: String,
    /// What was assumed because no settings say it, in sentences for the author.
    pub assumptions: Vec<String>,
}

impl Manuscript {
    /// All editions: the author's, then the built-in ones.
    pub fn all_editions(&self) -> impl Iterator<Item = &Edition> + Clone {
        self.editions.iter().chain(&self.built_in)
    }
}

/// A failure to read a manuscript. Mistakes of the author are diagnostics instead.
#[derive(Debug, thiserror::Error)]
pub enum ManuscriptError {
    /// There is no file or folder at the path.
    #[error("there is no file or folder `{}`", .0.display())]
    Missing(PathBuf),
    /// The file cannot be read.
    #[error("cannot read `{}`", path.display())]
    Unreadable {
        /// Its path.
        path: PathBuf,
        /// The reason.
        #[source]
        source: std::io::Error,
    },
    /// The folder has neither a `book.toml` nor any text.
    #[error("the folder `{}` has no book.toml and no Markdown file; `chapbook init PATH` writes a small manuscript to start from", .0.display())]
    NoBook(PathBuf),
    /// The folder has a `book.toml`, so it needs no other.
    #[error("the folder `{}` already has a book.toml; it builds as it is", .0.display())]
    HasSettings(PathBuf),
    /// The folder has several books.
    #[error("the folder `{}` has several books; name one of them: {}", folder.display(), paths(folder, books))]
    SeveralBooks {
        /// The folder.
        folder: PathBuf,
        /// The names of the folders of the books.
        books: Vec<String>,
    },
    /// The file is too large for spans of 32 bits.
    #[error("`{}` has more than 4 GiB", .0.display())]
    TooLarge(PathBuf),
}

/// The paths of the books in a folder, with commas between them.
fn paths(folder: &Path, books: &[String]) -> String {
    books.iter().map(|book| folder.join(book).display().to_string()).collect::<Vec<_>>().join(", ")
}

/// The slug of a title for file names: its first words, as many as fit.
pub(crate) fn file_slug(title: &str) -> String {
    let mut slug = slug(title);
    if slug.len() > LONGEST_FILE_NAME {
        let fits = (0..=LONGEST_FILE_NAME).rev().find(|at| slug.is_char_boundary(*at)).unwrap_or(0);
        // The end of the last whole word that fits. A single long word is cut in the middle.
        let end = if slug[fits..].starts_with('-') { fits } else { slug[..fits].rfind('-').unwrap_or(fits) };
        slug.truncate(end);
    }
    slug
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_cut_at_a_word() {
        assert_eq!(file_slug("A short title"), "a-short-title");
        let long = file_slug(&"Слово и дело ".repeat(20));
        assert!(long.len() <= LONGEST_FILE_NAME && long.len() > LONGEST_FILE_NAME - 20 && long.ends_with(['о', 'и']), "{long}");
        assert_eq!(file_slug(&"я".repeat(100)).len(), LONGEST_FILE_NAME);
        assert_eq!(file_slug(&format!("{} next", "x".repeat(LONGEST_FILE_NAME))), "x".repeat(LONGEST_FILE_NAME));
    }
}
