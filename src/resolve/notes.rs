//! Notes: marks in the order of first calls, counted by chapter or through the book. Notes of the editor are counted separately.
use std::collections::{BTreeMap, BTreeSet};

use crate::document::{
    Block, BlockKind, Division, DivisionKind, Document, Inline, InlineKind, Matter, NodeId, NoteId, Visit, walk_blocks, walk_division,
    walk_inlines,
};
use crate::edition::{Edition, NoteMarks, NoteNumbering, NoteSettings};
use crate::language::Terms;

use super::anchors::TakenNames;
use super::resolution::{Destination, Endnotes, NoteEntry, Resolution};

/// Marks the notes and collects their calls. A note that only another note calls belongs to the division of that note and is marked
/// after it.
pub(super) fn mark(document: &Document, settings: &NoteSettings, resolution: &mut Resolution) {
    let chapters: Vec<&Division> = document.chapters().into_iter().map(|(_, division)| division).collect();
    // The numbers of notes of the author and of the editor since the marks last restarted.
    let mut counts = [0; 2];
    let mut entries: BTreeMap<NoteId, NoteEntry> = BTreeMap::new();
    for (place, chapter) in chapters.iter().enumerate() {
        let mut calls = NoteCalls::default();
        if chapter.kind == DivisionKind::Part {
            // Only the heading and the opening text of the part, because its chapters are in `chapters` too.
            chapter.heading.iter().for_each(|heading| walk_inlines(&heading.title, &mut calls));
            walk_blocks(&chapter.blocks, &mut calls);
        } else {
            walk_division(chapter, &mut calls);
        }
        if settings.numbering != NoteNumbering::Book {
            counts = [0; 2];
        }
        let mut count = 0;
        // The calls that are not counted yet, last first.
        let mut pending = calls.calls;
        pending.reverse();
        while let Some((node, note)) = pending.pop() {
            if let Some(entry) = entries.get_mut(&note) {
                // The anchor of the second call of a note ends with `-b`.
                let anchor = format!("{}-{}", entry.calls[0].1, NoteMarks::Letters.mark(entry.calls.len() + 1));
                resolution.further_calls.insert(node, entry.calls.len());
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
                        order: Some(order),
                        anchor: format!("n-{number}"),
                        division: chapter.node.id,
                        calls: vec![(node, format!("r-{number}"))],
                    },
                );
                let mut inner = NoteCalls::default();
                walk_blocks(&document.note(note).blocks, &mut inner);
                // A note within a note comes right after it, as at the foot of the page.
                pending.extend(inner.calls.into_iter().rev());
            }
            resolution.targets.insert(node, Destination::Note(note));
        }
    }
    resolution.notes = (0..document.notes.len())
        .map(|at| {
            let id = NoteId(u32::try_from(at).unwrap_or(u32::MAX));
            // The reader of the manuscript turned notes without calls into text. If one is left, it has no mark and is not printed.
            entries.remove(&id).unwrap_or_else(|| NoteEntry {
                mark: String::new(),
                editors: false,
                order: None,
                anchor: format!("n-0-{at}"),
                division: NodeId(0),
                calls: Vec::new(),
            })
        })
        .collect();
    let mut in_order: Vec<(usize, NoteId)> =
        (0..).map(NoteId).zip(&resolution.notes).filter_map(|(note, entry)| Some((entry.order?, note))).collect();
    in_order.sort_unstable();
    for (_, note) in in_order {
        let division = resolution.note(note).division;
        resolution.notes_by_division.entry(division).or_default().push(note);
    }
}

/// Gathers all notes in a division of endnotes. The document does not contain this division: only `resolution` has it.
pub(super) fn gather(document: &Document, edition: &Edition, taken: &mut TakenNames, resolution: &mut Resolution) {
    let notes_of = |(_, chapter): (Matter, &Division)| (chapter.node.id, resolution.notes_of(chapter.node.id).to_vec());
    let chapters: Vec<(NodeId, Vec<NoteId>)> =
        document.chapters().into_iter().map(notes_of).filter(|(_, notes)| !notes.is_empty()).collect();
    if chapters.is_empty() {
        return;
    }
    let follows_notes = |kind| matches!(kind, DivisionKind::Bibliography | DivisionKind::Index | DivisionKind::Colophon);
    let mut places = document.divisions().filter(|(matter, division)| *matter != Matter::Front && follows_notes(division.kind));
    let before = places.next().map(|(_, division)| division.node.id);
    let node = NodeId(document.node_count);
    let title = Terms::of(edition.metadata.language.tag()).notes.to_owned();
    resolution.anchors.insert(node, taken.unique("notes"));
    resolution.titles.insert(node, title.clone());
    resolution.endnotes = Some(Endnotes { node, title, before, chapters });
}

/// Collects the calls of notes in reading order.
#[derive(Default)]
struct NoteCalls {
    /// The node of each call and its note.
    calls: Vec<(NodeId, NoteId)>,
    /// The calls in captions of tables. They were collected when their table was visited, so they are skipped in the caption.
    in_captions: BTreeSet<NodeId>,
}

impl Visit for NoteCalls {
    fn block(&mut self, block: &Block) {
        // The caption of a table is written after the table but printed before it.
        if let BlockKind::Table(table) = &block.kind
            && let Some(caption) = &table.caption
        {
            let mut inner = Self::default();
            walk_inlines(caption, &mut inner);
            self.in_captions.extend(inner.calls.iter().map(|(node, _)| *node));
            self.calls.append(&mut inner.calls);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::NoteCall(note) = inline.kind
            && !self.in_captions.contains(&inline.node.id)
        {
            self.calls.push((inline.node.id, note));
        }
    }
}
