//! The shared model: what the book says. Nothing here is numbered, styled or resolved.
//!
//! Two sorts, [`Block`] and [`Inline`], under [`Division`]s; [`Note`]s lie in a table and are called by
//! [`InlineKind::NoteCall`]. Every node carries its id, the place where it was written, and what was said about it.
mod attributes;
mod block;
mod division;
mod flow;
mod formula;
mod inline;
mod lead;
mod note;
mod page_list;
mod pictures;
mod proof;
mod walk;

pub use attributes::{ABBREVIATION, Attributes, Node, NodeId, TERM};
pub use block::{AlertKind, Alignment, Block, BlockKind, Cell, Definition, Format, List, ListItem, Raw, Row, Table};
pub use division::{Division, DivisionKind, Heading, Matter};
pub use flow::{Flow, OBJECT, Object, Run, RunStyle, flow, own_text, verse_offsets};
pub use formula::Formula;
pub use inline::{Inline, InlineKind, ReferenceForm};
pub use lead::{first_words_in_small_caps, initial, only_names};
pub use note::{Note, NoteId};
pub use page_list::{Folio, MadePlace, PageList, PageMark, PageStart, Position};
pub use pictures::{UndescribedPicture, UndescribedPictures, is_decorative};
pub use proof::proof;
pub use walk::{
    Visit, number_nodes, plain_text, plain_text_with, walk_block, walk_blocks, walk_division, walk_document, walk_inline, walk_inlines,
};

/// A whole book, as written. Immutable once read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Front, body and back matter, in reading order; indexed by [`Matter`].
    pub matter: [Vec<Division>; 3],
    /// Every note once, in order of definition.
    pub notes: Vec<Note>,
    /// How many node ids were given out: the length of every side table.
    pub node_count: u32,
}

impl Document {
    /// The divisions of all three matters in reading order.
    pub fn divisions(&self) -> impl Iterator<Item = (Matter, &Division)> {
        Matter::ALL.into_iter().flat_map(move |matter| self.matter[matter as usize].iter().map(move |division| (matter, division)))
    }

    /// Whether a node is of a note: their nodes have numbers after those of the text.
    #[must_use]
    pub fn is_of_note(&self, node: NodeId) -> bool {
        self.notes.first().is_some_and(|note| node >= note.node.id)
    }

    /// The note of that id.
    ///
    /// # Panics
    /// Never for an id that a call of this document holds.
    #[must_use]
    pub fn note(&self, id: NoteId) -> &Note {
        &self.notes[id.0 as usize]
    }
}
