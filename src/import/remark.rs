//! What an import left out, changed or could not decide.
use std::collections::BTreeMap;

/// Remarks, by their subjects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// The number of places of each subject, and the first detail.
    entries: BTreeMap<String, RemarkedPlaces>,
}

/// The places of a remark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct RemarkedPlaces {
    count: usize,
    first: String,
}

impl Remarks {
    /// Adds a place. `subject` says what was done, such as "pictures on the web, left out"; `detail` which one.
    pub(super) fn add(&mut self, subject: impl Into<String>, detail: impl Into<String>) {
        let entry = self.entries.entry(subject.into()).or_default();
        if entry.count == 0 {
            entry.first = detail.into();
        }
        entry.count += 1;
    }

    /// Adds the remarks about another file.
    pub(super) fn join(&mut self, other: Self) {
        for (subject, RemarkedPlaces { count, first }) in other.entries {
            let entry = self.entries.entry(subject).or_default();
            if entry.count == 0 {
                entry.first = first;
            }
            entry.count += count;
        }
    }

    /// The remarks as lines of text, in alphabetical order.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let line = |(subject, RemarkedPlaces { count, first }): (&String, &RemarkedPlaces)| match (*count, first.is_empty()) {
            (1, true) => subject.clone(),
            (count, true) => format!("{subject} ({count} times)"),
            (1, false) => format!("{subject}: {first}"),
            (count, false) => format!("{subject} ({count} times, first {first})"),
        };
        self.entries.iter().map(line).collect()
    }
}
