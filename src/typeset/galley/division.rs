//! A chapter, or another division that begins a page, as a galley with its notes.
use std::collections::{BTreeMap, BTreeSet};

use super::builder::GalleyBuilder;
use super::index::index_columns;
use super::place::BlockPlace;
use super::retained::Retained;
use super::slug::{FORBIDDEN, Galley, SetNote, Slug};
use crate::document::{Division, DivisionKind, Heading, Inline, InlineKind, Node, NodeRole};
use crate::edition::{ChapterOpening, NotePlacement};
use crate::typeset::model::called_note::CalledNote;
use crate::typeset::setter::Setter;
use crate::units::Length;

/// Sets a division with its inner divisions, its notes and its list of links. `retained` keeps its paragraphs if it may be set twice.
pub(crate) fn set_division(setter: &Setter<'_>, retained: Option<&Retained>, division: &Division) -> Galley {
    let mut builder = GalleyBuilder::new(setter).retaining(retained);
    let wide = is_display(division);
    builder.index_columns = index_columns(setter, division);
    let columns = if wide { Some(1) } else { builder.index_columns };
    builder.division(division, 1, &if wide { GalleyBuilder::wide(setter) } else { GalleyBuilder::body(setter) });
    builder.chapter_notes(division);
    builder.link_list(division.node.id);
    let opened = builder.opened;
    let wides = std::mem::take(&mut builder.wides);
    let (mut slugs, mut variants) = builder.finish_ways();
    if setter.book.edition.notes.placement != NotePlacement::Foot {
        // The edition has no notes at the foot, so make-up must not look for any.
        slugs.iter_mut().chain(variants.iter_mut().flat_map(|variant| &mut variant.slugs)).for_each(|slug| slug.notes.clear());
    }
    let mut notes: Vec<(CalledNote, SetNote)> = Vec::new();
    let mut known = BTreeSet::new();
    let mut wanted: Vec<CalledNote> = slugs.iter().flat_map(|slug| slug.notes.iter().copied()).collect();
    // For each note that is called again: the beginning of the first slug that calls it again.
    let mut callers = BTreeMap::new();
    for slug in &slugs {
        for note in slug.notes.iter().filter(|note| matches!(note, CalledNote::Again { .. })) {
            callers.entry(*note).or_insert(slug.start);
        }
    }
    let mut at = 0;
    while at < wanted.len() {
        let note = wanted[at];
        at += 1;
        // A note that another chapter calls first is set there.
        let belongs = match note {
            CalledNote::Text(note) => setter.book.resolution.note(note).division == division.node.id,
            CalledNote::Again { .. } => true,
        };
        if belongs && known.insert(note) {
            let set = match note {
                CalledNote::Text(note) => GalleyBuilder::note(setter, retained, note),
                CalledNote::Again { note: id, .. } => {
                    let caller = callers.get(&note).copied().flatten();
                    GalleyBuilder::note_again(setter, id, caller.map_or(division.node.id, |start| start.block))
                }
            };
            wanted.extend(set.slugs.iter().flat_map(|slug| slug.notes.iter().copied()));
            notes.push((note, set));
        }
    }
    let recto = setter.design().opening == ChapterOpening::Recto || division.kind == DivisionKind::Part;
    let head = setter.book.resolution.titles.get(&division.node.id).cloned().unwrap_or_default();
    Galley { slugs, variants, notes, recto, head, opened, columns, wides }
}

/// Whether a division is a few lines on a page of their own: a dedication or an epigraph.
pub(crate) const fn is_display(division: &Division) -> bool {
    matches!(division.kind, DivisionKind::Dedication | DivisionKind::Epigraph)
}

impl GalleyBuilder<'_, '_> {
    /// Sets a division with its inner divisions, but not the chapters of a part, which are galleys of their own. `depth` is 1 for a
    /// division that begins a page.
    pub(crate) fn division(&mut self, division: &Division, depth: u8, place: &BlockPlace) {
        let mut place = self.spoken(&division.node, place);
        if division.kind == DivisionKind::Bibliography {
            // Entries are told apart by their hanging indent even if the design has no indents.
            place.hang = place.indent.max(place.style.size);
        }
        // The opening of a chapter spans all columns.
        let head = if depth == 1 { BlockPlace { measure: self.setter.design().type_width(), ..place.clone() } } else { place.clone() };
        let place = &place;
        self.floats = true;
        if depth == 1 {
            self.lead = division.lead();
            if self.setter.masthead == Some(division.node.id) {
                self.masthead(&head);
            }
        }
        let has_role =
            |role: NodeRole| division.node.has_role(role) || division.heading.as_ref().is_some_and(|heading| heading.node.has_role(role));
        let outer = self.questions;
        self.questions |= has_role(NodeRole::Questions);
        if depth == 1 && self.setter.design().session_line && division.kind == DivisionKind::Chapter {
            self.session_line(&head);
        }
        self.anchor(&division.node, place);
        let first = self.slugs.len();
        if let Some(heading) = &division.heading {
            if depth == 1 {
                self.opening(division, &heading.node, &heading.title, &head);
            } else {
                match self.setter.book.resolution.labels.get(&division.node.id) {
                    Some(label) => self.heading(&heading.node, depth, &labelled(label, heading), place),
                    None => self.heading(&heading.node, depth, &heading.title, place),
                }
            }
        }
        if depth == 1 {
            self.opened = self.slugs.len();
        }
        let bare = division.heading.is_none();
        if bare && division.kind == DivisionKind::Dedication {
            self.dedication(&division.blocks, place);
        } else if bare && division.kind == DivisionKind::Epigraph {
            self.epigraph(&division.node, &division.blocks, place);
        } else if division.is_introduced_bibliography() {
            self.blocks(&division.blocks, &BlockPlace { hang: Length::ZERO, ..place.clone() });
        } else {
            self.blocks(&division.blocks, place);
        }
        if let Some(index) = self.setter.book.resolution.index.as_ref().filter(|index| index.division == division.node.id) {
            match self.index_columns.filter(|_| depth == 1) {
                Some(columns) => {
                    let place = self.below_introduction(division, columns, place);
                    self.index(index, &place);
                }
                None => self.index(index, place),
            }
        }
        for inner in &division.divisions {
            if division.kind != DivisionKind::Part {
                self.division(inner, depth.saturating_add(1).min(6), place);
            }
        }
        if depth > 1 && has_role(NodeRole::Together) {
            self.stay_together(first);
        }
        self.questions = outer;
    }

    /// Keeps the slugs from `first` on one page, if one page can hold them.
    fn stay_together(&mut self, first: usize) {
        let design = self.setter.design();
        let Some(section) = self.slugs.get(first..).filter(|section| !section.is_empty()) else { return };
        let white = section[0].before;
        let height = section.iter().map(|slug| slug.before + slug.height).sum::<Length>() - white;
        if height > design.leading * design.lines() {
            return;
        }
        let forbid = |slug: &mut Slug| {
            if !slug.begins_page {
                slug.cost = slug.cost.max(FORBIDDEN);
            }
        };
        self.slugs[first + 1..].iter_mut().for_each(forbid);
        for variant in self.variants.iter_mut().filter(|variant| variant.range.start >= first) {
            variant.slugs.iter_mut().skip(usize::from(variant.range.start == first)).for_each(forbid);
        }
    }
}

/// The title of a section after its number: "1.2 Methods".
fn labelled(label: &str, heading: &Heading) -> Vec<Inline> {
    let label = Inline { node: Node::at(heading.node.span), kind: InlineKind::Text(format!("{label}\u{2002}")) };
    std::iter::once(label).chain(heading.title.iter().cloned()).collect()
}
