//! The package: its document, its files, and the container that holds them (EPUB 3.3, section 5; OCF 3.3).
//!
//! Input: finished files. Output: the EPUB as bytes. Begin reading at [`pack`].
mod container;
mod draft;
mod error;
mod opf;
mod resource;

use crate::resolve::Book;

pub(super) use container::Package;
pub use error::EpubError;
pub(super) use opf::opf;
pub(super) use resource::{ManifestProperty, Resource};

/// Packs the files: a draft of the container with empty files, filled with theirs.
///
/// # Errors
/// If the draft or the container cannot be written.
pub(super) fn pack(book: &Book<'_>, package: Package) -> Result<Vec<u8>, EpubError> {
    let draft = draft::draft(book, &package.resources)?;
    container::fill(draft, package)
}
