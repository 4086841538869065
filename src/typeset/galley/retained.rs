//! What a division keeps of its first setting. Where a page of it is short, it is set again with more ways for the paragraphs near that page
//! (`passes.rs`); the others are as they were, and need not be set twice.
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, OnceLock, PoisonError};

use foldhash::fast::FixedState;

use super::column::{GalleyBuilder, Place, Slug};
use crate::diagnostic::Diagnostic;
use crate::document::NodeId;
use crate::typeset::Setter;
use crate::typeset::makeup::Draft;
use crate::typeset::model::page::Role;
use crate::typeset::paragraph::{Form, Ways};

/// The lines of a paragraph as slugs, in each way in which it can be set.
#[derive(Clone)]
pub(crate) struct SlugWays {
    /// As it is best.
    pub(crate) lines: Vec<Slug>,
    /// Otherwise, with how much worse that is to the page builder.
    pub(crate) others: Vec<(i64, Vec<Slug>)>,
}

/// A paragraph as it was set somewhere, and what was told of it.
struct Paragraph {
    place: Place,
    form: Form,
    ways: SlugWays,
    told: Vec<Diagnostic>,
}

/// The paragraphs of a division.
#[derive(Default)]
pub(crate) struct Retained {
    /// In the order in which they were set.
    paragraphs: Mutex<HashMap<NodeId, Vec<Paragraph>, FixedState>>,
    /// What is set again; unknown in the first setting.
    near: OnceLock<BTreeSet<NodeId>>,
}

/// The paragraphs of so many pages before a short one are set again, and of as many after it, on which what it lacks would be felt.
const NEAR: usize = 6;

impl Retained {
    /// From now on what stands on a short page, or a few pages from one, is set again.
    pub(crate) fn again_near_short(&self, drafts: &[Draft]) {
        let short = (0..drafts.len()).filter(|&page| drafts[page].short);
        let pages: BTreeSet<usize> =
            short.flat_map(|page: usize| page.saturating_sub(NEAR)..=(page + NEAR).min(drafts.len() - 1)).collect();
        let nodes = pages.into_iter().flat_map(|page| &drafts[page].items).filter_map(|(_, role, _)| match role {
            Role::Content(node) => Some(*node),
            Role::Made(_) | Role::Artifact => None,
        });
        self.near.get_or_init(|| nodes.collect());
    }

    /// Whether the division is set for the second time.
    pub(crate) fn is_second(&self) -> bool {
        self.near.get().is_some()
    }

    fn keep(&self, node: NodeId, paragraph: Paragraph) {
        self.paragraphs.lock().unwrap_or_else(PoisonError::into_inner).entry(node).or_default().push(paragraph);
    }

    fn take(&self, node: NodeId, place: &Place, form: &Form) -> Option<Paragraph> {
        let mut paragraphs = self.paragraphs.lock().unwrap_or_else(PoisonError::into_inner);
        let own = paragraphs.get_mut(&node)?;
        let at = own.iter().position(|paragraph| paragraph.place == *place && paragraph.form == *form)?;
        Some(own.remove(at))
    }
}

impl GalleyBuilder<'_, '_> {
    /// Sets a paragraph, or takes what was kept of it.
    pub(crate) fn slug_ways(&self, node: NodeId, place: &Place, form: &Form, set: impl Fn(&Setter<'_>) -> Ways) -> SlugWays {
        let fresh = |setter: &Setter<'_>| {
            let Ways { lines, others } = set(setter);
            let others = others.into_iter().map(|(price, lines)| (price, self.strip(lines, place, node)));
            SlugWays { lines: self.strip(lines, place, node), others: others.collect() }
        };
        let (setter, sink) = (self.setter, self.setter.sink);
        let Some(retained) = setter.retained else { return fresh(setter) };
        let Some(near) = retained.near.get() else {
            let before = sink.count();
            let ways = fresh(setter);
            let told = sink.since(before);
            retained.keep(node, Paragraph { place: place.clone(), form: *form, ways: ways.clone(), told });
            return ways;
        };
        if near.contains(&node) {
            return fresh(&Setter { relaxed: true, ..setter.again(sink, &setter.known) });
        }
        let Some(paragraph) = retained.take(node, place, form) else { return fresh(setter) };
        paragraph.told.into_iter().for_each(|diagnostic| sink.report(diagnostic));
        paragraph.ways
    }
}
