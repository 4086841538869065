//! Counts in messages.

/// A count with its noun: `1 page`, `2 pages`. Only for nouns whose plural adds an `s`.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
