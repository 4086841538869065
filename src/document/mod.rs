//! The model of a document: the text of a book without numbers, styles or pages.
//!
//! [`Division`]s contain [`Block`]s, and blocks contain [`Inline`]s. [`Note`]s are in a table, and are called by
//! [`InlineKind::NoteCall`]. Every part has a [`Node`] with its id, its place in the sources and its attributes.
mod attributes;
mod block;
mod division;
mod flow;
mod formula;
mod inline;
mod layout;
mod lead;
mod locator;
mod node_role;
mod note;
mod numerals;
mod page_list;
mod picture_size;
mod pictures;
mod proof;
mod recording;
mod statement;
mod table;
mod walk;
mod walk_mut;
mod word_count;

pub use crate::formula::{MathElement, MathNode};
pub use attributes::{ABBREVIATION, Attributes, Node, NodeId, TERM};
pub use block::{AlertKind, Block, BlockKind, CodeLines, Definition, EntryIndent, Format, List, ListItem, ListedWork, Raw};
pub use division::{Division, DivisionKind, Heading, Matter, TitleNumber};
pub use flow::{Flow, OBJECT, Object, Run, RunStyle, flow, own_text, verse_offsets};
pub use formula::Formula;
pub use inline::{Citation, CitedWork, CrossReference, Inline, InlineKind, Phrase, Recording, ReferenceForm, ReferenceWord};
pub use layout::{FirstIndent, Layout, TextAlign};
pub use lead::{first_words_in_small_caps, initial, is_stanza, only_anchors};
pub use locator::{Locator, LocatorKind};
pub use node_role::NodeRole;
pub use note::{Note, NoteId};
pub use numerals::{ListDelimiter, Numerals};
pub use page_list::{Folio, GeneratedPlace, PageList, PageMark, PageStart, Position};
pub use picture_size::{Extent, GivenSize, PictureSize};
pub use pictures::{UndescribedPicture, UndescribedPictures, is_decorative, recordings};
pub use proof::proof;
pub use recording::{RecordingFormat, RecordingKind};
pub use statement::Statement;
pub use table::{
    Alignment, Cell, CellContent, Column, ColumnWidth, DraftCell, DraftRow, DraftTable, GridFault, GridFaultKind, Row, Scope, Section,
    Table,
};
pub use walk::{
    Visit, number_nodes, plain_text, plain_text_with, title_text, walk_block, walk_blocks, walk_content, walk_division, walk_document,
    walk_inline, walk_inlines,
};
pub use walk_mut::{VisitMut, walk_blocks_mut, walk_division_mut, walk_document_mut};
pub use word_count::word_count;

/// A whole document. It does not change after reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The divisions of the front matter, the body and the back matter, indexed by [`Matter`].
    pub matter: [Vec<Division>; 3],
    /// All notes in the order of their definitions, indexed by [`NoteId`].
    pub notes: Vec<Note>,
    /// The number of nodes. Every id is less than this.
    pub node_count: u32,
}

impl Document {
    /// The divisions of all three matters in reading order.
    pub fn divisions(&self) -> impl Iterator<Item = (Matter, &Division)> {
        Matter::ALL.into_iter().flat_map(move |matter| self.matter[matter as usize].iter().map(move |division| (matter, division)))
    }

    /// The divisions on the level of chapters in reading order: parts, the chapters in them, and all other top divisions.
    #[must_use]
    pub fn chapters(&self) -> Vec<(Matter, &Division)> {
        let mut chapters = Vec::new();
        // The divisions that are still to come, the next one last.
        let mut pending: Vec<(Matter, &Division)> = self.divisions().collect();
        pending.reverse();
        while let Some((matter, division)) = pending.pop() {
            chapters.push((matter, division));
            if division.kind == DivisionKind::Part {
                pending.extend(division.divisions.iter().rev().map(|inner| (matter, inner)));
            }
        }
        chapters
    }

    /// Whether a node belongs to a note. Nodes of notes have ids after those of divisions.
    #[must_use]
    pub fn is_of_note(&self, node: NodeId) -> bool {
        self.notes.first().is_some_and(|note| node >= note.node.id)
    }

    /// The note with an id.
    ///
    /// # Panics
    /// If the id is not from a call in this document.
    #[must_use]
    pub fn note(&self, id: NoteId) -> &Note {
        &self.notes[id.0 as usize]
    }
}
