//! What is told to the author: mistakes with their place and their mend.
mod code;
pub mod codes;
pub mod render;
mod sink;

pub use code::Code;
pub use sink::Sink;

use crate::source::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The book is written all the same.
    Warning,
    /// Nothing is written.
    Error,
}

/// One thing told to the author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: &'static Code,
    /// How bad it is.
    pub severity: Severity,
    /// One phrase that stands alone.
    pub message: String,
    /// Where it is. Detached if it is nowhere in the sources.
    pub span: Span,
    /// What is written under the underlined source; may be empty.
    pub label: String,
    /// What to do about it, each beginning with a verb or being "did you mean …".
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// A diagnostic at a place, with the severity of its code.
    #[must_use]
    pub fn new(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity, message: message.into(), span, label: String::new(), hints: Vec::new() }
    }

    /// Says something right under the source.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// Of `known`, the name nearest to `given` if it is near enough to be meant: at most a third of its letters differ.
#[must_use]
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (given.chars().count() / 3).max(1);
    known.into_iter().map(|name| (edit_distance(given, name), name)).filter(|(distance, _)| *distance <= limit).min().map(|(_, name)| name)
}

/// How many letters must be added, dropped, changed or swapped with their neighbour
/// (optimal string alignment distance).
fn edit_distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.to_lowercase().chars().collect();
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_only_if_near() {
        assert_eq!(nearest("tilte", ["title", "subtitle"]), Some("title"));
        assert_eq!(nearest("langauge", ["language", "date"]), Some("language"));
        assert_eq!(nearest("xyzzy", ["title", "date"]), None);
    }
}
