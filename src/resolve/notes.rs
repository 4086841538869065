//! Notes: marks in the order of first calls, that begin anew in each chapter or run through the book; the editor's are
//! counted by themselves.
use std::collections::{BTreeMap, BTreeSet};

use crate::document::{
    Block, BlockKind, Division, DivisionKind, Document, Inline, InlineKind, Matter, NodeId, NoteId, Visit, walk_blocks, walk_division,
    walk_inlines,
};

use crate::edition::{Edition, NoteMarks, NoteNumbering, NoteSettings};

use crate::language::Terms;

use super::anchors::unique;
use super::{Destination, Endnotes, NoteEntry, Resolution};

/// Marks the notes and collects their calls. A note that is called only from within another note belongs to
/// the division of that note and is marked after it.
pub(super) fn mark(document: &Document, settings: &NoteSettings, resolution: &mut Resolution) {
    let mut tops = Vec::new();
    for (_, division) in document.divisions() {
        collect_tops(division, &mut tops);
    }
    // How many there are of the author's and of the editor's since the marks began.
    let mut counts = [0; 2];
    let mut entries: BTreeMap<NoteId, NoteEntry> = BTreeMap::new();
    for (place, top) in tops.iter().enumerate() {
        let mut calls = Calls::default();
        if top.kind == DivisionKind::Part {
            // A part's own heading and opening text; its chapters come by themselves.
            top.heading.iter().for_each(|heading| walk_inlines(&heading.title, &mut calls));
            walk_blocks(&top.blocks, &mut calls);
        } else {
            walk_division(top, &mut calls);
        }
        if settings.numbering != NoteNumbering::Book {
            counts = [0; 2];
        }
        let mut count = 0;
        let mut pending = calls.found;
        let mut at = 0;
        while at < pending.len() {
            let (node, note) = pending[at];
            at += 1;
            if let Some(entry) = entries.get_mut(&note) {
                // The second call of a note is b.
                let anchor = format!("{}-{}", entry.calls[0].1, NoteMarks::Letters.mark(entry.calls.len() + 1));
                entry.calls.push((node, anchor));
            } else {
                count += 1;
                let number = format!("{}-{count}", place + 1);
                let editors = settings.is_editors(&document.note(note).label);
                counts[usize::from(editors)] += 1;
                let order = entries.len();
                entries.insert(
                    note,
                    NoteEntry {
                        mark: settings.mark_without_pages(editors, counts[usize::from(editors)]),
                        editors,
                        order,
                        anchor: format!("n-{number}"),
                        division: top.node.id,
                        calls: vec![(node, format!("r-{number}"))],
                    },
                );
                let mut inner = Calls::default();
                walk_blocks(&document.note(note).blocks, &mut inner);
                // A note within a note comes right after it, as it does at the foot of the page.
                pending.splice(at..at, inner.found);
            }
            resolution.targets.insert(node, Destination::Note(note));
        }
    }
    resolution.notes = (0..document.notes.len())
        .map(|at| {
            let id = NoteId(u32::try_from(at).unwrap_or(u32::MAX));
            // A note that nobody calls was turned into text by the reader; should one remain, it has no mark and is not set.
            entries.remove(&id).unwrap_or_else(|| NoteEntry {
                mark: String::new(),
                editors: false,
                order: usize::MAX,
                anchor: format!("n-0-{at}"),
                division: NodeId(0),
                calls: Vec::new(),
            })
        })
        .collect();
}

/// Gathers all notes in a division that the document does not have.
pub(super) fn gather(document: &Document, edition: &Edition, taken: &mut BTreeSet<String>, resolution: &mut Resolution) {
    let mut tops = Vec::new();
    for (_, division) in document.divisions() {
        collect_tops(division, &mut tops);
    }
    let chapters: Vec<(NodeId, Vec<NoteId>)> =
        tops.iter().map(|top| (top.node.id, resolution.notes_of(top.node.id))).filter(|(_, notes)| !notes.is_empty()).collect();
    if chapters.is_empty() {
        return;
    }
    let after_all = |kind| matches!(kind, DivisionKind::Bibliography | DivisionKind::Index | DivisionKind::Colophon);
    let mut places = document.divisions().filter(|(matter, division)| *matter != Matter::Front && after_all(division.kind));
    let before = places.next().map(|(_, division)| division.node.id);
    let node = NodeId(document.node_count);
    let title = Terms::of(edition.metadata.language.tag()).notes.to_owned();
    resolution.anchors.insert(node, unique(taken, "notes"));
    resolution.titles.insert(node, title.clone());
    resolution.endnotes = Some(Endnotes { node, title, before, chapters });
}

fn collect_tops<'a>(division: &'a Division, tops: &mut Vec<&'a Division>) {
    tops.push(division);
    if division.kind == DivisionKind::Part {
        division.divisions.iter().for_each(|inner| collect_tops(inner, tops));
    }
}

#[derive(Default)]
struct Calls {
    found: Vec<(NodeId, NoteId)>,
    /// Calls in captions of tables that were found before their turn.
    captions: BTreeSet<NodeId>,
}

impl Visit for Calls {
    fn block(&mut self, block: &Block) {
        // The caption of a table is written after it and read before it.
        if let BlockKind::Table(table) = &block.kind
            && let Some(caption) = &table.caption
        {
            let mut calls = Self::default();
            walk_inlines(caption, &mut calls);
            self.captions.extend(calls.found.iter().map(|(node, _)| *node));
            self.found.append(&mut calls.found);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::NoteCall(note) = inline.kind
            && !self.captions.contains(&inline.node.id)
        {
            self.found.push((inline.node.id, note));
        }
    }
}
