//! chapbook turns a Markdown manuscript into a reflowable EPUB and a typeset PDF.
//!
//! To build a book, call [`build::build()`]. ARCHITECTURE.md describes the modules, and which of them may use which.
#![forbid(unsafe_code)]
#![warn(missing_docs, unreachable_pub)]

pub mod artwork;
pub mod build;
pub mod citation;
pub mod cli;
pub mod cover;
pub mod diagnostic;
pub mod document;
pub mod edition;
pub mod epub;
pub mod font;
pub mod formula;
pub mod highlight;
pub mod import;
pub mod imposition;
pub mod language;
pub mod manuscript;
pub mod markdown_writer;
pub mod math;
pub mod pandoc;
pub mod pdf;
pub mod resolve;
pub mod source;
pub mod study;
pub mod typeset;
pub mod units;
pub mod xml;
