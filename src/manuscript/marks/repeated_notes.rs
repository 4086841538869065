//! Gives each chapter notes of its own.
//!
//! A file may have several chapters, and two of them may call the same note. Marks are counted by chapter, so the second chapter could not
//! show the mark of the first, and the note would stand too far away. The second chapter gets a copy of the note, with a mark and a place
//! there. Further calls in the same chapter share it.
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::{
    Attributes, Division, DivisionKind, Document, Inline, InlineKind, Node, Note, NoteId, VisitMut, walk_blocks_mut, walk_division_mut,
};

/// Copies each note that several chapters call, so that every chapter calls its own.
pub(crate) fn copy_repeated_notes(document: &mut Document) {
    let mut copier = RepeatedNoteCopier {
        notes: std::mem::take(&mut document.notes),
        homes: BTreeMap::new(),
        chapter: 0,
        here: BTreeMap::new(),
        found: Vec::new(),
    };
    document.matter.iter_mut().flatten().for_each(|division| copier.division(division));
    document.notes = copier.notes;
}

/// Looks for calls, chapter after chapter.
struct RepeatedNoteCopier {
    notes: Vec<Note>,
    /// The chapter of each note that has been called.
    homes: BTreeMap<NoteId, usize>,
    /// The chapter that is read, from 0.
    chapter: usize,
    /// The copies of this chapter by the notes that they repeat.
    here: BTreeMap<NoteId, NoteId>,
    /// The notes that this chapter calls first and whose own calls have not been looked for yet.
    found: Vec<NoteId>,
}

impl RepeatedNoteCopier {
    /// Reads a part or a chapter. The heading and the opening text of a part count as a chapter.
    fn division(&mut self, division: &mut Division) {
        let inner = if division.kind == DivisionKind::Part { std::mem::take(&mut division.divisions) } else { Vec::new() };
        walk_division_mut(division, self);
        // Notes may call notes. Each is read once, because it is found only when it gets its chapter.
        while let Some(NoteId(id)) = self.found.pop() {
            let Some(note) = self.notes.get_mut(id as usize) else { continue };
            let mut blocks = std::mem::take(&mut note.blocks);
            walk_blocks_mut(&mut blocks, self);
            self.notes[id as usize].blocks = blocks;
        }
        self.chapter += 1;
        self.here.clear();
        if division.kind == DivisionKind::Part {
            division.divisions = inner;
            division.divisions.iter_mut().for_each(|chapter| self.division(chapter));
        }
    }

    /// The note that a call of `id` calls in this chapter.
    fn called(&mut self, id: NoteId) -> NoteId {
        match self.homes.get(&id) {
            Some(home) if *home == self.chapter => id,
            Some(_) => match self.here.get(&id) {
                Some(copy) => *copy,
                None => self.copied(id).unwrap_or(id),
            },
            None => {
                self.homes.insert(id, self.chapter);
                self.found.push(id);
                id
            }
        }
    }

    /// Copies a note for this chapter. The copy has no anchors, because links lead to the first note.
    fn copied(&mut self, id: NoteId) -> Option<NoteId> {
        let mut note = self.notes.get(id.0 as usize)?.clone();
        walk_blocks_mut(&mut note.blocks, &mut AnchorRemover);
        let copy = NoteId(u32::try_from(self.notes.len()).ok()?);
        self.notes.push(note);
        self.here.insert(id, copy);
        self.homes.insert(copy, self.chapter);
        self.found.push(copy);
        Some(copy)
    }
}

impl VisitMut for RepeatedNoteCopier {
    fn inline(&mut self, inline: &mut Inline) {
        if let InlineKind::NoteCall(id) = inline.kind {
            inline.kind = InlineKind::NoteCall(self.called(id));
        }
    }
}

/// Removes the author's anchors.
struct AnchorRemover;

impl VisitMut for AnchorRemover {
    fn node(&mut self, node: &mut Node) {
        if let Some(attributes) = node.attrs.as_ref().filter(|attributes| attributes.anchor.is_some()) {
            let attributes = Attributes { anchor: None, ..(**attributes).clone() };
            node.attrs = (attributes != Attributes::default()).then(|| Arc::new(attributes));
        }
    }
}
