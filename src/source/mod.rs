//! Where text comes from: files, spans, lines and columns; links as paths and URIs.
mod map;
mod span;
pub mod uri;

pub use map::{SourceFile, SourceMap};
pub use span::{FileId, Span};
