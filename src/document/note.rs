//! Notes.
use super::{Block, Node};

/// The id of a note: its index in [`Document::notes`](super::Document::notes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId(pub u32);

/// A note. It may be called several times.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Its node.
    pub node: Node,
    /// The author's label, which is unique in its file.
    pub label: String,
    /// The text.
    pub blocks: Vec<Block>,
}
