//! Which signs delimit formulas in a book.
use crate::edition::{Dialect, Dollars, MathSettings};

use crate::manuscript::scan::formulas::{BracketDelimiters, Delimiters};

/// What delimits formulas. mdBook itself reads formulas only if `mathjax-support` is on, and then only those in brackets. A preprocessor
/// may read dollar signs. Kramdown leaves one backslash of two to MathJax.
pub(super) fn delimiters(math: MathSettings, is_mdbook: bool, dialect: Dialect) -> Delimiters {
    let (dollars, brackets) = match (math, dialect) {
        (MathSettings { mathjax: true, .. }, _) if is_mdbook => (Dollars::Never, BracketDelimiters::Doubled),
        (MathSettings { preprocessor: true, .. }, _) if is_mdbook => (Dollars::Auto, BracketDelimiters::AloneOnLines),
        _ if is_mdbook => (Dollars::Never, BracketDelimiters::Never),
        (_, Dialect::Bookdown) => (Dollars::Auto, BracketDelimiters::Single),
        (_, Dialect::Mkdocs) => (Dollars::Auto, BracketDelimiters::SingleOnLines),
        (_, Dialect::Jekyll | Dialect::Hugo) => (Dollars::Auto, BracketDelimiters::Doubled),
        _ => (Dollars::Auto, BracketDelimiters::AloneOnLines),
    };
    let spaced = matches!(dialect, Dialect::Myst | Dialect::Jekyll | Dialect::Hugo | Dialect::Mkdocs | Dialect::Docusaurus);
    let after_words = spaced || dialect.is_pandoc();
    let doubled_in_lines = matches!(dialect, Dialect::Gitbook | Dialect::Jekyll);
    Delimiters { dollars: math.dollars.unwrap_or(dollars), brackets, spaced, after_words, doubled_in_lines }
}
