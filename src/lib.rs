//! Chapbook turns one manuscript into a reflowable EPUB and a paginated PDF.
//!
//! The floors of the house, bottom to top; a module may name only those above it in this list (see ARCHITECTURE.md,
//! proven by `tests/it/layering.rs`).
#![forbid(unsafe_code)]
#![warn(missing_docs, unreachable_pub)]

pub mod artwork;
pub mod build;
pub mod cli;
pub mod cover;
pub mod diagnostic;
pub mod document;
pub mod edition;
pub mod epub;
pub mod font;
pub mod imposition;
pub mod language;
pub mod manuscript;
pub mod pdf;
pub mod resolve;
pub mod source;
pub mod study;
pub mod typeset;
pub mod units;
pub mod xml;
