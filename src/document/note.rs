//! Notes.
use super::{Block, Node};

/// Which note: its place in [`Document::notes`](super::Document::notes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId(pub u32);

/// A note: its text once, however often it is called.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Its node.
    pub node: Node,
    /// The label that the author chose; scoped to its file.
    pub label: String,
    /// What it says.
    pub blocks: Vec<Block>,
}
