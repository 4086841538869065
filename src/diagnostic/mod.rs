//! What is told to the author: mistakes with their place and their mend.
mod code;
pub mod codes;
pub mod explain;
pub mod render;
mod sink;

pub use code::{Code, ExampleFile, Examples, Severity};
pub use sink::Sink;

use crate::source::Span;

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

/// The name in `known` that is nearest to `given`, without regard to case, or `None` if none is near.
///
/// A name is near if at most a third of the characters of `given` (at least one) have to be added, removed, changed or swapped with
/// their neighbour to get it: the optimal string alignment distance. Of names at the same distance, the first in the alphabet wins.
#[must_use]
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (given.chars().count() / 3).max(1);
    let given = given.to_lowercase();
    let distances = known.into_iter().map(|name| (strsim::osa_distance(&given, &name.to_lowercase()), name));
    distances.filter(|(distance, _)| *distance <= limit).min().map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_only_if_near() {
        assert_eq!(nearest("tilte", ["title", "subtitle"]), Some("title"));
        assert_eq!(nearest("langauge", ["language", "date"]), Some("language"));
        assert_eq!(nearest("TITLE", ["title", "date"]), Some("title"));
        assert_eq!(nearest("xyzzy", ["title", "date"]), None);
    }
}
