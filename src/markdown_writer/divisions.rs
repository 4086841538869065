//! Divisions: headings, notes, and the files of a book.
use std::collections::{BTreeMap, BTreeSet};

use crate::document::{
    Attributes, Block, Division, DivisionKind, Document, Inline, InlineKind, Matter, NodeRole, Note, NoteId, Visit, plain_text,
    walk_blocks, walk_division,
};
use crate::source::directives::with_escaped_directives;

use super::blocks::{BlockWriter, hanging};
use super::{MarkdownOptions, NoteLabels};

/// A file of a book in Markdown.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkdownFile {
    /// The part of the book that it is in.
    pub matter: Matter,
    /// The kind of its first division.
    pub kind: DivisionKind,
    /// The title of its first division as plain text. Empty if it has none.
    pub title: String,
    /// For a part: its chapters.
    pub parts: Vec<MarkdownFile>,
    /// The path of the file that it was read from, if it is known.
    pub source: Option<String>,
    /// The text.
    pub text: String,
}

/// Writes a document as one file for each division on the level of chapters. Chapters in a part are files inside that of the part, whose
/// own text is that of its page.
#[must_use]
pub fn files(document: &Document, options: &MarkdownOptions<'_>) -> Vec<MarkdownFile> {
    let written = document.divisions().filter(|(_, division)| !is_made(division));
    written.map(|(matter, division)| file(document, matter, division, options)).collect()
}

/// Whether reading made a division: the index of a book whose author made none.
fn is_made(division: &Division) -> bool {
    let is_marked = division.node.has_role(NodeRole::Index) || division.heading.as_ref().is_none_or(|heading| heading.numbered);
    division.kind == DivisionKind::Index && division.blocks.is_empty() && division.file.is_none() && !is_marked
}

fn file(document: &Document, matter: Matter, division: &Division, options: &MarkdownOptions<'_>) -> MarkdownFile {
    let is_part = division.kind == DivisionKind::Part;
    let (own, parts) = if is_part {
        let parts = division.divisions.iter().map(|inner| file(document, matter, inner, options)).collect();
        (&Division { divisions: Vec::new(), ..division.clone() }, parts)
    } else {
        (division, Vec::new())
    };
    let mut calls = Calls::default();
    walk_division(own, &mut calls);
    let notes = called(document, calls);
    let labels = labels(&notes);
    let writer = BlockWriter { options, labels: &labels };
    let mut pieces = Vec::new();
    write_division(writer, own, 1, Some(own.kind), &mut pieces);
    pieces.extend(notes.iter().map(|(id, note)| note_text(writer, &labels[id], note)));
    let title = own.heading.as_ref().map(|heading| plain_text(&heading.title)).unwrap_or_default();
    MarkdownFile { matter, kind: own.kind, title, parts, source: own.file.clone(), text: joined(pieces) }
}

fn joined(pieces: Vec<String>) -> String {
    let pieces: Vec<String> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
    if pieces.is_empty() { String::new() } else { format!("{}\n", with_escaped_directives(&pieces.join("\n\n"))) }
}

/// Writes blocks with the notes that they call. The headings among them are of any level.
#[must_use]
pub fn blocks_with_notes(blocks: &[Block], notes: &[Note], options: &MarkdownOptions<'_>) -> String {
    let mut calls = Calls::default();
    walk_blocks(blocks, &mut calls);
    let document = Document { notes: notes.to_vec(), ..Document::default() };
    let notes = called(&document, calls);
    let labels = labels(&notes);
    let writer = BlockWriter { options, labels: &labels };
    let mut pieces = vec![writer.blocks(blocks)];
    pieces.extend(notes.iter().map(|(id, note)| note_text(writer, &labels[id], note)));
    joined(pieces)
}

/// The calls of notes in the order of reading.
#[derive(Default)]
struct Calls(Vec<NoteId>);

impl Visit for Calls {
    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::NoteCall(note) = inline.kind {
            self.0.push(note);
        }
    }
}

/// The notes that are called, and those that these call, each once in the order of their first calls.
fn called(document: &Document, calls: Calls) -> Vec<(NoteId, &Note)> {
    let mut seen = BTreeSet::new();
    let mut notes = Vec::new();
    let mut pending: Vec<NoteId> = calls.0;
    pending.reverse();
    while let Some(id) = pending.pop() {
        let Some(note) = document.notes.get(id.0 as usize).filter(|_| seen.insert(id)) else { continue };
        notes.push((id, note));
        let mut inner = Calls::default();
        walk_blocks(&note.blocks, &mut inner);
        pending.extend(inner.0.into_iter().rev());
    }
    notes
}

/// A label for each note that no other note of the file has: its own, if it can stand in brackets.
fn labels(notes: &[(NoteId, &Note)]) -> NoteLabels {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut labels: NoteLabels = BTreeMap::new();
    for (at, (id, note)) in notes.iter().enumerate() {
        let fits = !note.label.is_empty() && note.label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        let mut label = if fits { note.label.clone() } else { (at + 1).to_string() };
        while !taken.insert(label.to_lowercase()) {
            label.push_str("-b");
        }
        labels.insert(*id, label);
    }
    labels
}

fn note_text(writer: BlockWriter<'_>, label: &str, note: &Note) -> String {
    let text = writer.blocks(&note.blocks);
    // What is not a paragraph begins on a line of its own.
    let begins = note.blocks.first().is_some_and(|block| matches!(block.kind, crate::document::BlockKind::Paragraph(_)));
    if begins { format!("[^{label}]: {}", hanging(&text, 4)) } else { format!("[^{label}]:\n    {}", hanging(&text, 4)) }
}

/// Writes a division: its heading, its blocks, and the divisions in it.
fn write_division(writer: BlockWriter<'_>, division: &Division, level: u8, usual: Option<DivisionKind>, pieces: &mut Vec<String>) {
    if let Some(heading) = &division.heading {
        let mut attributes: Attributes = division.node.attrs.as_deref().cloned().unwrap_or_default();
        let is_named = attributes.classes.iter().any(|class| DivisionKind::named(class) == Some(division.kind));
        if usual != Some(division.kind) && !is_named {
            attributes.pairs.insert("kind".to_owned(), division.kind.name().to_owned());
        }
        let mut title = heading.title.clone();
        if let Some(number) = &heading.own_number
            && number.label.is_some()
        {
            // The label is no longer part of the title.
            let own = plain_text(&title);
            let before = number.written.strip_suffix(&own).unwrap_or_default().to_owned();
            let node = crate::document::Node::at(heading.node.span);
            title.insert(0, Inline { node, kind: InlineKind::Text(before) });
        }
        pieces.push(writer.heading(level, &title, attributes));
    }
    pieces.push(writer.blocks(&division.blocks));
    for inner in &division.divisions {
        write_division(writer, inner, level.saturating_add(1), Some(DivisionKind::Section), pieces);
    }
}
