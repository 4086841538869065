//! The definition of a code: one kind of diagnostic, with its documentation. `explain.rs` prints the documentation.

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The book is written anyway.
    Warning,
    /// No file is written.
    Error,
}

impl Severity {
    /// The word that is printed before the code.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A kind of diagnostic.
#[derive(Debug)]
pub struct Code {
    /// The name in kebab-case. It reads well after the word "allow".
    pub name: &'static str,
    /// The severity of every diagnostic of this kind.
    pub severity: Severity,
    /// Whether an author may silence it, in `[lints]` or with `--allow`.
    pub allowable: bool,
    /// The problem in one sentence.
    pub summary: &'static str,
    /// What chapbook does about it, why it matters, and how to fix it. Markdown, in lines of up to 80 characters.
    pub explanation: &'static str,
    /// Manuscripts with and without the problem.
    pub examples: Examples,
}

/// Two small manuscripts: one that yields the code, and one that does not. `tests/it/diagnostics.rs` checks both.
///
/// A manuscript with neither `book.toml` nor the `Book.txt` of Leanpub gets a `book.toml` with a title and a language. A manuscript without
/// a Markdown file gets a `chapter.md`. Each manuscript also has a picture `photo.png` of 64 by 64 pixels and a drawing `drawing.svg` in
/// the shape of a cover.
#[derive(Debug)]
pub enum Examples {
    /// Examples that the tests build.
    Tested {
        /// The manuscript that yields the code.
        bad: &'static [ExampleFile],
        /// The manuscript that does not yield it.
        good: &'static [ExampleFile],
    },
    /// There are no examples. The reason, as a sentence.
    Untested(&'static str),
}

/// A file of an example.
#[derive(Debug)]
pub struct ExampleFile {
    /// The path in the folder of the book.
    pub path: &'static str,
    /// The whole text.
    pub text: &'static str,
}

/// Makes a file of an example.
pub(super) const fn file(path: &'static str, text: &'static str) -> ExampleFile {
    ExampleFile { path, text }
}

/// Names are unique, so it is enough to compare them.
impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Code {}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}
