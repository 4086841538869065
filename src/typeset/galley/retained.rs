//! The paragraphs that a division keeps from its first setting. If one of its pages is short, or the white above its headings is uneven,
//! the division is set again with more variants for the paragraphs near that page (`book/passes.rs`). All other paragraphs are the same,
//! so they are taken from here.
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, OnceLock, PoisonError};

use foldhash::fast::FixedState;

use super::builder::GalleyBuilder;
use super::place::BlockPlace;
use super::slug::SlugWays;
use crate::diagnostic::Diagnostic;
use crate::document::NodeId;
use crate::typeset::paragraph::{ParagraphShape, ParagraphWays};
use crate::typeset::setter::Setter;

/// A paragraph as it was set at a place, and the diagnostics it caused.
struct RetainedParagraph {
    place: BlockPlace,
    form: ParagraphShape,
    ways: SlugWays,
    diagnostics: Vec<Diagnostic>,
}

/// The paragraphs of a division.
#[derive(Default)]
pub(crate) struct Retained {
    /// For each node: its settings, in the order in which they were made. A node can be set more than once.
    paragraphs: Mutex<HashMap<NodeId, Vec<RetainedParagraph>, FixedState>>,
    /// The paragraphs to be set again. Empty during the first setting.
    near: OnceLock<BTreeSet<NodeId>>,
}

impl Retained {
    /// Begins the second setting. `paragraphs` are set again with more variants; all others are taken as they were.
    pub(crate) fn set_again(&self, paragraphs: BTreeSet<NodeId>) {
        self.near.get_or_init(|| paragraphs);
    }

    fn keep(&self, node: NodeId, paragraph: RetainedParagraph) {
        self.paragraphs.lock().unwrap_or_else(PoisonError::into_inner).entry(node).or_default().push(paragraph);
    }

    fn take(&self, node: NodeId, place: &BlockPlace, form: &ParagraphShape) -> Option<RetainedParagraph> {
        let mut paragraphs = self.paragraphs.lock().unwrap_or_else(PoisonError::into_inner);
        let own = paragraphs.get_mut(&node)?;
        let at = own.iter().position(|paragraph| paragraph.place == *place && paragraph.form == *form)?;
        Some(own.remove(at))
    }
}

impl GalleyBuilder<'_, '_> {
    /// Sets a paragraph with `set`, or takes the one that was kept and reports its diagnostics again.
    pub(crate) fn slug_ways(
        &self,
        node: NodeId,
        place: &BlockPlace,
        form: &ParagraphShape,
        set: impl Fn(&Setter<'_>) -> ParagraphWays,
    ) -> SlugWays {
        let fresh = |setter: &Setter<'_>| {
            let ParagraphWays { lines, others } = set(setter);
            let others = others.into_iter().map(|(price, lines)| (price, self.slugs_of_lines(lines, place, node)));
            SlugWays { lines: self.slugs_of_lines(lines, place, node), others: others.collect() }
        };
        let (setter, sink) = (self.setter, self.setter.sink);
        let Some(retained) = self.retained else { return fresh(setter) };
        let Some(near) = retained.near.get() else {
            let before = sink.count();
            let ways = fresh(setter);
            let diagnostics = sink.since(before);
            retained.keep(node, RetainedParagraph { place: place.clone(), form: *form, ways: ways.clone(), diagnostics });
            return ways;
        };
        if near.contains(&node) {
            return fresh(&Setter { relaxed: true, ..setter.again(sink, &setter.known) });
        }
        let Some(paragraph) = retained.take(node, place, form) else { return fresh(setter) };
        paragraph.diagnostics.into_iter().for_each(|diagnostic| sink.report(diagnostic));
        paragraph.ways
    }
}
