//! Suggestions for misspelt names.

/// The name in `known` that is nearest to `given`, ignoring case. `None` if no name is near.
///
/// A name is near if at most a third of the characters of `given`, but at least one, have to be added, removed, changed or swapped with a
/// neighbour to get it (the optimal string alignment distance). If several names have the same distance, the first in alphabetical order
/// is given.
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
    fn only_a_near_name_is_suggested() {
        assert_eq!(nearest("tilte", ["title", "subtitle"]), Some("title"));
        assert_eq!(nearest("langauge", ["language", "date"]), Some("language"));
        assert_eq!(nearest("TITLE", ["title", "date"]), Some("title"));
        assert_eq!(nearest("xyzzy", ["title", "date"]), None);
    }
}
