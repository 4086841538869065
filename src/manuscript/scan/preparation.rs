//! What the dialect of a text decides about its preparation for the parser.
use super::formulas::Delimiters;

/// How a text is prepared.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Preparation {
    /// Whether lines of Rust that begin with `#` are left out, as in mdBook.
    pub(crate) hidden_lines: bool,
    /// What delimits formulas.
    pub(crate) delimiters: Delimiters,
    /// Whether a comment between percent signs may stand right beside a letter, as in Obsidian.
    pub(crate) comments_in_words: bool,
}
