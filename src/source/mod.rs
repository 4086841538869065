//! Where text comes from: files, spans, lines and columns; links as paths and URIs. Also catches the panics of libraries that read
//! files, and waits for other programs.
pub mod files;
pub mod guard;
mod map;
pub(crate) mod program;
mod span;
pub mod uri;

pub use map::{SourceFile, SourceMap};
pub use span::{FileId, Span};
