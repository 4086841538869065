//! The column on which make-up works: the slugs of a galley, with the data that make-up adds to each.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};

use crate::document::NodeId;
use crate::typeset::galley::slug::{Galley, SetNote, Slug, SlugPlace, Variant};
use crate::typeset::model::called_note::CalledNote;

/// A slug with the data that make-up adds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Strip {
    pub(crate) slug: Slug,
    /// Lines of the notes first called by this slug, and of the notes that those notes call.
    pub(crate) note_lines: usize,
    /// The number of the spanning item that was taken out after this slug.
    pub(crate) calls_spanning: Option<u32>,
    /// Where it stands on its page. Everything but figures stands in the stream of the text.
    pub(crate) stand: SlugPlace,
}

impl From<Slug> for Strip {
    fn from(slug: Slug) -> Self {
        Self { slug, ..Self::default() }
    }
}

impl Deref for Strip {
    type Target = Slug;

    fn deref(&self) -> &Slug {
        &self.slug
    }
}

impl DerefMut for Strip {
    fn deref_mut(&mut self) -> &mut Slug {
        &mut self.slug
    }
}

impl Variant<Strip> {
    /// The heading that this variant sets with an extra line of white above it. `None` for any other variant.
    pub(crate) fn stretched(&self) -> Option<NodeId> {
        self.slugs.first()?.heading.filter(|heading| heading.stretched).map(|heading| heading.node)
    }
}

/// A column of strips, and the variants of its paragraphs.
#[derive(Clone, Debug, Default)]
pub(crate) struct StripColumn {
    pub(crate) slugs: Vec<Strip>,
    pub(crate) variants: Vec<Variant<Strip>>,
}

impl StripColumn {
    /// Takes the column and the notes out of a galley. The notes are in the order of their first calls. A note that is called in another
    /// note follows that one directly.
    pub(crate) fn take(galley: &mut Galley) -> (Self, Vec<SetNote>) {
        let slugs: Vec<Strip> = std::mem::take(&mut galley.slugs).into_iter().map(Strip::from).collect();
        let variants = std::mem::take(&mut galley.variants).into_iter().map(|Variant { range, slugs, price, float }| {
            let slugs = slugs.into_iter().map(Strip::from).collect();
            Variant { range, slugs, price, float }
        });
        let mut column = Self { slugs, variants: variants.collect() };
        let order = column.count_note_lines(&galley.notes);
        let mut notes: Vec<Option<SetNote>> = std::mem::take(&mut galley.notes).into_iter().map(|(_, set)| Some(set)).collect();
        let notes = order.into_iter().filter_map(|at| notes[at].take()).collect();
        (column, notes)
    }

    /// Sets `note_lines` of each strip, in the variants too. Returns the indices of the notes in the order of their first calls.
    fn count_note_lines(&mut self, notes: &[(CalledNote, SetNote)]) -> Vec<usize> {
        let mut places: BTreeMap<CalledNote, usize> = BTreeMap::new();
        for (at, (note, _)) in notes.iter().enumerate() {
            places.entry(*note).or_insert(at);
        }
        let mut is_taken = vec![false; notes.len()];
        let mut order = Vec::new();
        // Takes a note with the notes that it calls. Returns the number of their lines.
        let mut take = |note: CalledNote, order: &mut Vec<usize>| {
            let mut lines = 0;
            let mut called = vec![note];
            while let Some(note) = called.pop() {
                let Some(&at) = places.get(&note).filter(|&&at| !is_taken[at]) else { continue };
                is_taken[at] = true;
                order.push(at);
                lines += notes[at].1.slugs.len();
                called.extend(notes[at].1.slugs.iter().flat_map(|slug| &slug.notes).rev());
            }
            lines
        };
        // For each note: the index of the strip that calls it first, and its number of lines, including those of the notes that it calls.
        let mut first: BTreeMap<CalledNote, (usize, usize)> = BTreeMap::new();
        for (at, strip) in self.slugs.iter_mut().enumerate() {
            for &note in &strip.slug.notes {
                let lines = take(note, &mut order);
                first.entry(note).or_insert((at, lines));
                strip.note_lines += lines;
            }
        }
        for variant in &mut self.variants {
            let mut seen = BTreeSet::new();
            for strip in &mut variant.slugs {
                for note in &strip.slug.notes {
                    if let Some((_, lines)) = first.get(note).filter(|(at, _)| variant.range.contains(at))
                        && seen.insert(*note)
                    {
                        strip.note_lines += lines;
                    }
                }
            }
        }
        order
    }
}
