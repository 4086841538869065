//! Which division is in which content document, and what links to its nodes look like.
use crate::document::{Division, DivisionKind, Matter, NodeId, NoteId};
use crate::resolve::{Book, Endnotes};

/// A content document: one chapter or what stands beside chapters.
#[derive(Debug)]
pub(in crate::epub) struct SpineDocument<'a> {
    /// Its file name.
    pub(in crate::epub) name: String,
    pub(in crate::epub) matter: Matter,
    pub(in crate::epub) division: &'a Division,
    /// It stands before the contents by custom: a dedication, an epigraph.
    pub(in crate::epub) before_contents: bool,
    /// Its notes, in the order of their marks.
    pub(in crate::epub) notes: Vec<NoteId>,
}

/// All content documents of the text in reading order.
#[derive(Debug)]
pub(in crate::epub) struct Spine<'a> {
    pub(in crate::epub) documents: Vec<SpineDocument<'a>>,
    /// By document: its first node.
    starts: Vec<NodeId>,
    /// By note: its node; notes come after all divisions.
    note_starts: Vec<NodeId>,
    note_homes: Vec<usize>,
    /// All notes, if they stand together.
    pub(in crate::epub) endnotes: Option<&'a Endnotes>,
}

/// The file of the notes that stand together.
pub(in crate::epub) const NOTES: &str = "notes.xhtml";

impl<'a> Spine<'a> {
    pub(in crate::epub) fn of(book: &Book<'a>) -> Self {
        let mut documents: Vec<SpineDocument<'a>> = Vec::new();
        for (matter, division) in book.document.divisions() {
            collect(matter, division, &mut documents);
        }
        let mut counts = std::collections::BTreeMap::new();
        for document in &mut documents {
            let count = counts.entry(document.division.kind).or_insert(0_u32);
            *count += 1;
            document.name = format!("{}-{count}.xhtml", document.division.kind.name());
        }
        let starts: Vec<NodeId> = documents.iter().map(|document| document.division.node.id).collect();
        let notes = &book.resolution.notes;
        let note_homes: Vec<usize> = notes.iter().map(|entry| starts.binary_search(&entry.division).unwrap_or(0)).collect();
        for (at, (entry, &home)) in notes.iter().zip(&note_homes).enumerate() {
            let together = book.resolution.endnotes.is_some();
            if let (false, Some(document)) = (together || entry.calls.is_empty(), documents.get_mut(home)) {
                document.notes.push(NoteId(u32::try_from(at).unwrap_or(u32::MAX)));
            }
        }
        for document in &mut documents {
            document.notes.sort_by_key(|note| book.resolution.note(*note).order);
        }
        let note_starts = book.document.notes.iter().map(|note| note.node.id).collect();
        Self { documents, starts, note_starts, note_homes, endnotes: book.resolution.endnotes.as_ref() }
    }

    /// The file that holds a node.
    fn home(&self, node: NodeId) -> Option<&str> {
        if self.endnotes.is_some_and(|endnotes| node == endnotes.node) {
            return Some(NOTES);
        }
        let at = match self.note_starts.first() {
            Some(first) if node >= *first && self.endnotes.is_some() => return Some(NOTES),
            Some(first) if node >= *first => *self.note_homes.get(self.note_starts.partition_point(|start| *start <= node) - 1)?,
            Some(_) | None => self.starts.partition_point(|start| *start <= node).checked_sub(1)?,
        };
        self.documents.get(at).map(|document| document.name.as_str())
    }

    /// Whether all notes stand before a document; before none, at the end.
    pub(in crate::epub) fn notes_before(&self, document: Option<&SpineDocument<'_>>) -> Option<&'a Endnotes> {
        self.endnotes.filter(|endnotes| endnotes.before == document.map(|document| document.division.node.id))
    }

    /// The link to a node from the document `from`; none if the node has no anchor.
    pub(in crate::epub) fn link(&self, book: &Book<'_>, node: NodeId, from: &str) -> Option<String> {
        let anchor = book.resolution.anchors.get(&node)?;
        let home = self.home(node)?;
        Some(if home == from { format!("#{anchor}") } else { format!("{home}#{anchor}") })
    }

    /// The link to a note from the document `from`.
    pub(in crate::epub) fn note_link(&self, book: &Book<'_>, note: NoteId, from: &str) -> Option<String> {
        let entry = book.resolution.note(note);
        let home = match self.endnotes {
            Some(_) => NOTES,
            None => &self.documents.get(*self.note_homes.get(note.0 as usize)?)?.name,
        };
        Some(if home == from { format!("#{}", entry.anchor) } else { format!("{home}#{}", entry.anchor) })
    }

    /// The link to the call of a note from the document `from`.
    pub(in crate::epub) fn call_link(&self, call: NodeId, anchor: &str, from: &str) -> String {
        match self.home(call) {
            Some(home) if home != from => format!("{home}#{anchor}"),
            Some(_) | None => format!("#{anchor}"),
        }
    }
}

fn collect<'a>(matter: Matter, division: &'a Division, documents: &mut Vec<SpineDocument<'a>>) {
    let before_contents = matter == Matter::Front && matches!(division.kind, DivisionKind::Dedication | DivisionKind::Epigraph);
    documents.push(SpineDocument { name: String::new(), matter, division, before_contents, notes: Vec::new() });
    if division.kind == DivisionKind::Part {
        division.divisions.iter().for_each(|inner| collect(matter, inner, documents));
    }
}
