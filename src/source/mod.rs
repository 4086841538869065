//! Where text comes from: files, spans, lines and columns.
mod map;
mod span;

pub use map::{SourceFile, SourceMap};
pub use span::{FileId, Span};
