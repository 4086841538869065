//! What the readers of formats make: the pages of a book, before they are tidied.
use crate::document::{Block, BlockKind, Inline, InlineKind, Node, Note};
use crate::source::{SourceMap, Span};

use super::JournalEntry;
use super::remark::Remarks;

/// A node without a place in a source.
pub(super) const fn node() -> Node {
    Node::at(Span::DETACHED)
}

/// A block without a place in a source.
pub(super) const fn block(kind: BlockKind) -> Block {
    Block { node: node(), kind }
}

/// An inline without a place in a source.
pub(super) const fn inline(kind: InlineKind) -> Inline {
    Inline { node: node(), kind }
}

/// What a file says about its book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DraftMetadata {
    pub(super) title: Option<String>,
    pub(super) subtitle: Option<String>,
    pub(super) authors: Vec<String>,
    /// Others who worked on it, each with a MARC relator.
    pub(super) contributors: Vec<(String, String)>,
    /// A BCP 47 tag.
    pub(super) language: Option<String>,
    pub(super) identifier: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) description: Option<String>,
    pub(super) rights: Option<String>,
    pub(super) subjects: Vec<String>,
    /// The date as the file gives it.
    pub(super) date: Option<String>,
    /// The name of the series.
    pub(super) series: Option<String>,
}

/// A page or another file of the source.
#[derive(Clone, Debug, Default)]
pub(super) struct DraftPage {
    /// Its path in the source. Links to other pages name it.
    pub(super) path: String,
    /// What the table of contents calls it.
    pub(super) label: Option<String>,
    /// How many entries of the table of contents are around its own.
    pub(super) depth: Option<usize>,
    pub(super) blocks: Vec<Block>,
}

/// A picture of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DraftPicture {
    /// Its path in the manuscript.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
}

/// A book as it was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) metadata: DraftMetadata,
    /// Whether the title in the metadata is certainly that of the book, so that no heading replaces it.
    pub(super) has_title: bool,
    pub(super) pages: Vec<DraftPage>,
    /// The notes that the blocks call.
    pub(super) notes: Vec<Note>,
    pub(super) pictures: Vec<DraftPicture>,
    /// The path of the cover among the pictures.
    pub(super) cover: Option<String>,
    pub(super) remarks: Remarks,
    /// The texts of the pages of a web page or an e-book, for places.
    pub(super) sources: SourceMap,
    /// The repairs.
    pub(super) journal: Vec<JournalEntry>,
}
