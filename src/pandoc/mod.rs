//! Pandoc's document as JSON.
//!
//! Pandoc turns every format that it reads into one tree (the Haskell package `pandoc-types`), and `pandoc -t json` prints that tree.
//! `tree.rs` has the types, `read.rs` reads them from JSON, and `write.rs` writes them. `export/` makes such a tree from a document of
//! chapbook, and `restore/` makes the same document from it again. What other programs write is read in `manuscript/pandoc/`.
mod export;
mod marks;
mod read;
mod restore;
mod tree;
mod write;

pub use export::{BookFacts, export};
pub use read::{Fault, FaultKind, looks_like_document, read};
pub use restore::{is_exported, restore};
pub use tree::{
    Alignment, Attributes, Block, BlockKind, Caption, Cell, Citation, CitationMode, ColumnSpec, ColumnWidth, Document, Inline, InlineKind,
    ListAttributes, MathKind, Meta, MetaEntry, NumberDelimiter, NumberStyle, QuoteKind, Row, Table, TableBody, TablePart, Target, Text,
    byte_range,
};
pub use write::{Version, write};
