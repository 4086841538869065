//! A list of works for each chapter, with the works that the chapter and its notes cite.
//!
//! The list stands in the first container of the chapter that is its place, or else in a section at the end of the chapter. A work may be
//! in several lists. Each entry has an anchor of its own, and the citations of a chapter lead to the list of the chapter. A note that is
//! called from several chapters belongs to the first.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::bibliography::Bibliography;
use super::engine::AppliedList;
use super::list::{self, ListPlaces};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{
    Attributes, Block, BlockKind, Citation, Division, DivisionKind, Document, Inline, InlineKind, Node, Note, NoteId, Visit, VisitMut,
    walk_blocks, walk_blocks_mut, walk_division, walk_division_mut,
};
use crate::source::Span;

/// The entries that a style made.
pub(super) struct CitedWorks<'a> {
    /// The entries in the order of the style.
    pub(super) list: &'a AppliedList,
    /// The indices of the works that the style knows.
    pub(super) used: &'a [usize],
}

/// Adds a list to each chapter that cites works. Reports places for a list in chapters that cite none, and further places.
pub(super) fn place(bibliography: &Bibliography, document: &mut Document, works: &CitedWorks<'_>, sink: &Sink) {
    let mut lister = WorkLister { bibliography, works, lists: HashMap::new(), seen: BTreeSet::new(), sink };
    let Document { matter, notes, .. } = document;
    for division in matter.iter_mut().flatten() {
        lister.top(division, notes);
    }
}

struct WorkLister<'a> {
    bibliography: &'a Bibliography,
    works: &'a CitedWorks<'a>,
    /// The number of lists that have a work, by its key.
    lists: HashMap<String, usize>,
    /// The notes of the chapters so far.
    seen: BTreeSet<NoteId>,
    sink: &'a Sink,
}

impl WorkLister<'_> {
    /// A part, or a chapter. The text of a part before its chapters has a list of its own.
    fn top(&mut self, division: &mut Division, notes: &mut [Note]) {
        if division.kind != DivisionKind::Part {
            return self.chapter(division, notes);
        }
        let chapters = std::mem::take(&mut division.divisions);
        self.chapter(division, notes);
        division.divisions = chapters;
        division.divisions.iter_mut().for_each(|chapter| self.top(chapter, notes));
    }

    fn chapter(&mut self, division: &mut Division, notes: &mut [Note]) {
        let mut found = Cited { notes: &*notes, seen: &mut self.seen, own: Vec::new(), keys: BTreeSet::new() };
        walk_division(division, &mut found);
        let Cited { own, keys, .. } = found;
        let mut places = ListPlaces(Vec::new());
        walk_division(division, &mut places);
        self.report_places(&places.0, keys.is_empty());
        if keys.is_empty() {
            return;
        }
        let anchors: BTreeMap<String, String> = keys.into_iter().map(|key| (key.clone(), self.anchor(&key))).collect();
        let mut links = ChapterLinks { anchors: &anchors };
        walk_division_mut(division, &mut links);
        for note in own {
            if let Some(note) = notes.get_mut(note.0 as usize) {
                walk_blocks_mut(&mut note.blocks, &mut links);
            }
        }
        let anchor = |key: &str| anchors.get(key).cloned().unwrap_or_default();
        let blocks = self.bibliography.list(self.works.list, self.works.used, &|key| anchors.contains_key(key), &anchor);
        let Some(span) = blocks.first().map(|block| block.node.span) else { return };
        let mut blocks = Some(blocks);
        list::fill_container(division, &mut blocks);
        let Some(blocks) = blocks else { return };
        if division.kind == DivisionKind::Part {
            let attributes = Attributes { classes: vec!["bibliography".to_owned()], ..Attributes::default() };
            return division.blocks.push(Block { node: Node::with(span, attributes), kind: BlockKind::Container(blocks) });
        }
        division.divisions.push(list::division(blocks, DivisionKind::Section, &self.bibliography.lang, span));
    }

    /// The anchor of the next entry for a work. The first has the usual one.
    fn anchor(&mut self, key: &str) -> String {
        let count = self.lists.entry(key.to_owned()).or_default();
        loop {
            *count += 1;
            let name = if *count == 1 { key.to_owned() } else { format!("{key}-{count}") };
            // The name may be the key of another work.
            if *count == 1 || !self.bibliography.has(&name) {
                return list::anchor(&name);
            }
        }
    }

    fn report_places(&self, places: &[Span], is_empty: bool) {
        let message = if is_empty { "this chapter cites no works" } else { "the bibliography of this chapter already has a place" };
        for span in places.iter().skip(usize::from(!is_empty)) {
            let diagnostic = Diagnostic::new(codes::UNUSED_BIBLIOGRAPHY, *span, message).label("left empty");
            self.sink.report(diagnostic.hint("remove this place"));
        }
    }
}

/// Collects the works that a chapter and its notes cite.
struct Cited<'a> {
    notes: &'a [Note],
    /// The notes of this chapter and of those before it.
    seen: &'a mut BTreeSet<NoteId>,
    /// The notes of this chapter.
    own: Vec<NoteId>,
    keys: BTreeSet<String>,
}

impl Visit for Cited<'_> {
    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Citation(Citation { works, .. }) => {
                self.keys.extend(works.iter().filter(|work| work.entry.is_some()).map(|work| work.key.clone()));
            }
            InlineKind::NoteCall(id) if self.seen.insert(*id) => {
                self.own.push(*id);
                let notes = self.notes;
                if let Some(note) = notes.get(id.0 as usize) {
                    walk_blocks(&note.blocks, self);
                }
            }
            _ => {}
        }
    }
}

/// Makes the citations of a chapter lead to its list.
struct ChapterLinks<'a> {
    /// The anchor of the entry for each key.
    anchors: &'a BTreeMap<String, String>,
}

impl VisitMut for ChapterLinks<'_> {
    fn inline(&mut self, inline: &mut Inline) {
        let InlineKind::Citation(Citation { works, text, .. }) = &mut inline.kind else { return };
        for work in works {
            let (Some(entry), Some(anchor)) = (&mut work.entry, self.anchors.get(&work.key)) else { continue };
            let (old, new) = (format!("#{entry}"), format!("#{anchor}"));
            for inline in text.iter_mut() {
                if let InlineKind::Link { target, .. } = &mut inline.kind
                    && *target == old
                {
                    target.clone_from(&new);
                }
            }
            entry.clone_from(anchor);
        }
    }
}
