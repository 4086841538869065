//! The package: its document, its files, and the container that holds them (EPUB 3.3, section 5; OCF 3.3).
//!
//! Input: finished files. Output: the EPUB, written to memory or to a file. Begin reading at [`pack`].
mod container;
mod draft;
mod error;
mod opf;
mod resource;

use std::io::{self, Seek, Write};

use crate::resolve::Book;

pub(super) use container::Package;
pub use error::EpubError;
pub(super) use opf::opf;
pub(super) use resource::{ManifestProperty, Resource};

/// Packs the files: makes a draft of the container with empty files, and fills it with their bytes. `open` gets the approximate number of
/// bytes, and returns what the container is written to.
///
/// # Errors
/// If the draft or the container cannot be written.
pub(super) fn pack<W: Write + Seek>(book: &Book<'_>, package: Package, open: impl FnOnce(usize) -> io::Result<W>) -> Result<W, EpubError> {
    let draft = draft::draft(book, &package.resources)?;
    container::fill(draft, package, open)
}
