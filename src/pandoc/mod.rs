//! Pandoc's document as JSON: the tree of its types, read and written.
//!
//! Pandoc turns every format that it reads into one tree (the Haskell package `pandoc-types`), and `pandoc -t json` prints that tree.
//! `tree.rs` has the types and `read.rs` reads them from JSON. The module knows nothing of manuscripts.
mod read;
mod tree;

pub use read::{Fault, FaultKind, looks_like_document, read};
pub use tree::{
    Alignment, Attributes, Block, BlockKind, Caption, Cell, Citation, CitationMode, ColumnSpec, ColumnWidth, Document, Inline, InlineKind,
    ListAttributes, MathKind, Meta, MetaEntry, NumberDelimiter, NumberStyle, QuoteKind, Row, Table, TableBody, TablePart, Target, Text,
    byte_range,
};
