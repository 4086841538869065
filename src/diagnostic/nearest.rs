//! Suggestions for misspelt names.
use std::cell::Cell;

/// The name in `known` that is nearest to `given`, ignoring case. `None` if no name is near.
///
/// The distance between two names is the least number of characters that have to be added, removed, replaced or swapped with a neighbour
/// to turn one name into the other (the optimal string alignment distance). A name is near if this is at most a third of the number of
/// characters of `given`; a distance of 1 is always near. If several names have the same distance, the result is the first in
/// alphabetical order.
#[must_use]
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (given.chars().count() / 3).max(1);
    let given = given.to_lowercase();
    let length = given.chars().count();
    let distance = |name: &'a str| {
        let lower = name.to_lowercase();
        // The distance is at least the difference of the lengths.
        (lower.chars().count().abs_diff(length) <= limit).then(|| (strsim::osa_distance(&given, &lower), name))
    };
    known.into_iter().filter_map(distance).filter(|(distance, _)| *distance <= limit).min().map(|(_, name)| name)
}

/// Suggests names as [`nearest`] does, but only until `COMPARED` names have been compared. Each search compares a name with all known ones,
/// so without a limit, a book with thousands of wrong links to thousands of headings would take minutes.
#[derive(Debug)]
pub struct Suggestions {
    /// How many more names may be compared.
    left: Cell<usize>,
}

/// The number of names that are compared. A name counts once more for each 64 bytes.
const COMPARED: usize = 200_000;

impl Default for Suggestions {
    fn default() -> Self {
        Self { left: Cell::new(COMPARED) }
    }
}

impl Suggestions {
    /// As [`nearest`]. `None` too after `COMPARED` names.
    pub fn nearest<'a>(&self, given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        let counted =
            known.into_iter().take(self.left.get()).inspect(|name| self.left.set(self.left.get().saturating_sub(1 + name.len() / 64)));
        nearest(given, counted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_near_name_is_suggested() {
        assert_eq!(nearest("tilte", ["title", "subtitle"]), Some("title"));
        assert_eq!(nearest("langauge", ["language", "date"]), Some("language"));
        assert_eq!(nearest("TITLE", ["title", "date"]), Some("title"));
        assert_eq!(nearest("xyzzy", ["title", "date"]), None);
    }
}
