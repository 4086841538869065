//! Suggestions for misspelt names.

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
