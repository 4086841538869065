//! Counts figures, tables and the like: through the book ("Figure 7"), or anew in each numbered chapter ("Figure 2.3").
use std::collections::BTreeMap;

use crate::document::{Division, DivisionKind, NodeId};
use crate::edition::Numbering;
use crate::language::LabelWord;

/// The numbers given so far.
#[derive(Debug)]
pub(super) struct Counting {
    numbering: Numbering,
    /// The number of the chapter. `None` if it has none, or if numbers go through the book.
    chapter: Option<String>,
    /// The counts in the chapter.
    in_chapter: BTreeMap<LabelWord, u32>,
    /// The counts through the book, or outside numbered chapters.
    elsewhere: BTreeMap<LabelWord, u32>,
}

impl Counting {
    pub(super) const fn new(numbering: Numbering) -> Self {
        Self { numbering, chapter: None, in_chapter: BTreeMap::new(), elsewhere: BTreeMap::new() }
    }

    /// Enters a division. `numbers` are those of all divisions.
    pub(super) fn enter(&mut self, division: &Division, numbers: &BTreeMap<NodeId, String>) {
        if self.numbering == Numbering::Book || division.kind == DivisionKind::Section {
            return;
        }
        self.chapter = match division.kind {
            DivisionKind::Part => None,
            _ => numbers.get(&division.node.id).cloned(),
        };
        self.in_chapter.clear();
    }

    /// The next number for a kind.
    pub(super) fn next(&mut self, kind: LabelWord) -> String {
        let counts = if self.chapter.is_some() { &mut self.in_chapter } else { &mut self.elsewhere };
        let count = counts.entry(kind).or_default();
        *count += 1;
        match &self.chapter {
            Some(chapter) => format!("{chapter}.{count}"),
            None => count.to_string(),
        }
    }
}
