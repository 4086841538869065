//! The spine: which content document each division is in, and so where links to its nodes lead.
use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::{Division, DivisionKind, Matter, NodeId, NoteId};
use crate::resolve::{Book, Endnotes, NoteEntry};

use super::pieces::cuts;

/// A content document of the text: a chapter or another division that has a document of its own, or a piece of one.
#[derive(Debug)]
pub(in crate::epub) struct SpineDocument<'a> {
    /// The name of its file.
    pub(in crate::epub) name: String,
    pub(in crate::epub) matter: Matter,
    pub(in crate::epub) division: &'a Division,
    /// The nodes that are printed in it. A long division is in several documents, one after the other.
    pub(in crate::epub) range: Range<NodeId>,
    /// Whether it comes before the table of contents by custom, as a dedication or an epigraph does.
    pub(in crate::epub) before_contents: bool,
    /// The notes printed at its end, in the order of their marks.
    pub(in crate::epub) notes: Vec<NoteId>,
}

/// All content documents of the text in reading order.
#[derive(Debug)]
pub(in crate::epub) struct Spine<'a> {
    book: Book<'a>,
    pub(in crate::epub) documents: Vec<SpineDocument<'a>>,
    /// For each document: the id of its first node. Node ids rise in reading order, so all nodes up to the next one are in the document.
    starts: Vec<NodeId>,
    /// For each note: the id of its node. The nodes of notes come after all divisions.
    note_starts: Vec<NodeId>,
    /// For each note: the index of the document that calls it first.
    note_homes: Vec<usize>,
    /// All notes, if the edition puts them at the end of the book.
    pub(in crate::epub) endnotes: Option<&'a Endnotes>,
    /// The name of the file of these notes.
    notes_file: String,
}

/// The file of the notes in an e-book, if they are in a document of their own.
pub(in crate::epub) const NOTES: &str = "notes.xhtml";

impl<'a> Spine<'a> {
    /// The documents of an e-book. Long divisions are cut.
    pub(in crate::epub) fn of(book: &Book<'a>) -> Self {
        let mut documents: Vec<SpineDocument<'a>> = Vec::new();
        for ((matter, division), stem) in book.document.chapters().into_iter().zip(kind_names(book)) {
            for (nth, start) in (1..).zip([division.node.id].into_iter().chain(cuts(book, division))) {
                let name = if nth == 1 { format!("{stem}.xhtml") } else { format!("{stem}-{nth}.xhtml") };
                documents.push(SpineDocument::new(name, matter, division, start));
            }
        }
        Self::with(book, documents, NOTES.to_owned())
    }

    /// The pages of a web site: one for each division on the level of chapters. `names` are the names of their files, which may all be
    /// empty: then everything is on one page. `notes` is the name of the file of the notes, if they are at the end of the book.
    pub(in crate::epub) fn of_pages(book: &Book<'a>, names: Vec<String>, notes: String) -> Self {
        let pages = book.document.chapters().into_iter().zip(names);
        let documents = pages.map(|((matter, division), name)| SpineDocument::new(name, matter, division, division.node.id)).collect();
        Self::with(book, documents, notes)
    }

    fn with(book: &Book<'a>, mut documents: Vec<SpineDocument<'a>>, notes_file: String) -> Self {
        let starts: Vec<NodeId> = documents.iter().map(|document| document.range.start).collect();
        for (document, end) in documents.iter_mut().zip(starts.iter().skip(1)) {
            document.range.end = *end;
        }
        let notes = &book.resolution.notes;
        let endnotes = book.resolution.endnotes.as_ref();
        let note_starts: Vec<NodeId> = book.document.notes.iter().map(|note| note.node.id).collect();
        let note_homes: Vec<usize> = calling_nodes(notes, &note_starts)
            .into_iter()
            .map(|call| starts.partition_point(|start| *start <= call).saturating_sub(1))
            .collect();
        for (at, (entry, &home)) in notes.iter().zip(&note_homes).enumerate() {
            let with_chapter = endnotes.is_none() && !entry.calls.is_empty();
            if let (true, Some(document)) = (with_chapter, documents.get_mut(home)) {
                document.notes.push(NoteId(u32::try_from(at).unwrap_or(u32::MAX)));
            }
        }
        for document in &mut documents {
            document.notes.sort_by_key(|note| book.resolution.note(*note).order);
        }
        Self { book: *book, documents, starts, note_starts, note_homes, endnotes, notes_file }
    }

    /// The name of the file that holds a node.
    fn home(&self, node: NodeId) -> Option<&str> {
        if self.endnotes.is_some_and(|endnotes| node == endnotes.node) {
            return Some(&self.notes_file);
        }
        let at = match self.note_starts.first() {
            Some(first) if node >= *first && self.endnotes.is_some() => return Some(&self.notes_file),
            Some(first) if node >= *first => *self.note_homes.get(self.note_starts.partition_point(|start| *start <= node) - 1)?,
            Some(_) | None => self.starts.partition_point(|start| *start <= node).checked_sub(1)?,
        };
        self.documents.get(at).map(|document| document.name.as_str())
    }

    /// The notes of the whole book, if they are printed right before a document; with `None`, if they come last.
    pub(in crate::epub) fn endnotes_before(&self, document: Option<&SpineDocument<'_>>) -> Option<&'a Endnotes> {
        self.endnotes.filter(|endnotes| endnotes.before == document.map(|document| document.range.start))
    }

    /// The link to a node from the document with the name `from`, if the node has an anchor.
    pub(in crate::epub) fn link(&self, node: NodeId, from: &str) -> Option<String> {
        let anchor = self.book.resolution.anchors.get(&node)?;
        Some(href(self.home(node)?, anchor, from))
    }

    /// The link to a note from the document with the name `from`.
    pub(in crate::epub) fn note_link(&self, note: NoteId, from: &str) -> Option<String> {
        let home = match self.endnotes {
            Some(_) => &self.notes_file,
            None => &self.documents.get(*self.note_homes.get(note.0 as usize)?)?.name,
        };
        Some(href(home, &self.book.resolution.note(note).anchor, from))
    }

    /// The link to the call of a note, which has the given anchor, from the document with the name `from`.
    pub(in crate::epub) fn call_link(&self, call: NodeId, anchor: &str, from: &str) -> String {
        href(self.home(call).unwrap_or(from), anchor, from)
    }
}

impl<'a> SpineDocument<'a> {
    fn new(name: String, matter: Matter, division: &'a Division, start: NodeId) -> Self {
        let before_contents = matter == Matter::Front && matches!(division.kind, DivisionKind::Dedication | DivisionKind::Epigraph);
        Self { name, matter, division, range: start..NodeId(u32::MAX), before_contents, notes: Vec::new() }
    }
}

/// For each division on the level of chapters, a name of its kind and its number among those of the kind: `chapter-3`.
pub(in crate::epub) fn kind_names(book: &Book<'_>) -> Vec<String> {
    let mut counts = BTreeMap::new();
    let name = |(_, division): (Matter, &Division)| {
        let count = counts.entry(division.kind).or_insert(0_u32);
        *count += 1;
        format!("{}-{count}", division.kind.name())
    };
    book.document.chapters().into_iter().map(name).collect()
}

/// For each note: its first call in the text. For a note that only notes call, it is the first call of the first of these notes; for a note
/// that nothing calls, the division that it is counted in.
fn calling_nodes(notes: &[NoteEntry], note_starts: &[NodeId]) -> Vec<NodeId> {
    let mut found: Vec<NodeId> = notes.iter().map(|entry| entry.division).collect();
    // A note is counted after the note that calls it first.
    let mut in_order: Vec<usize> = (0..notes.len()).filter(|&note| !notes[note].calls.is_empty()).collect();
    in_order.sort_by_key(|&note| notes[note].order);
    for note in in_order {
        let Some((call, _)) = notes[note].calls.first() else { continue };
        let caller = note_starts.partition_point(|start| start <= call).checked_sub(1).filter(|&caller| caller < notes.len());
        found[note] = caller.map_or(*call, |caller| found[caller]);
    }
    found
}

/// The link to an anchor in the file `home`; without a file name if the link is in the same file.
fn href(home: &str, anchor: &str, from: &str) -> String {
    let file = if home == from { "" } else { home };
    format!("{file}#{anchor}")
}
