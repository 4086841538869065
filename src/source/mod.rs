//! Where text comes from: files, spans, lines and columns; directives that include files; links as paths and URIs. Also catches the panics
//! of libraries that read files, and waits for other programs.
pub(crate) mod directives;
pub mod files;
pub mod guard;
mod map;
pub(crate) mod program;
mod span;
pub mod uri;

pub use map::{SourceFile, SourceMap};
pub use span::{FileId, Span};
