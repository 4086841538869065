//! A draft of the container. The only file that names `epub_builder`.
//!
//! The builder lays out the container and writes a package document, a navigation document and an NCX of its own. Those are
//! not enough for EPUB 3.3 and our metadata: even a single author and a single language get equal ids, landmarks are empty, and nothing can
//! be refined. `container.rs` therefore replaces them and adds the bytes of all files. Files that are the same in every container stay as
//! the builder wrote them.
use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};

use crate::resolve::Book;

use super::error::EpubError;
use super::resource::{ManifestProperty, Resource};

/// A container with every file in its place. The files are empty, since `epub_builder` would compress them one after another.
///
/// # Errors
/// If `epub_builder` refuses a file.
pub(super) fn draft(book: &Book<'_>, resources: &[Resource]) -> Result<Vec<u8>, EpubError> {
    let failed = |error: epub_builder::Error| EpubError::Package(error.to_string());
    let zip = ZipLibrary::new().map_err(failed)?;
    let mut builder = EpubBuilder::new(zip).map_err(failed)?;
    builder.epub_version(EpubVersion::V33);
    builder.set_title(book.edition.metadata.title.clone());
    builder.set_uuid(uuid::Uuid::nil());
    for resource in resources {
        let bytes: &[u8] = &[];
        if resource.name == "stylesheet.css" {
            builder.stylesheet(bytes).map_err(failed)?;
        } else if resource.properties.contains(&ManifestProperty::Nav) {
            // The builder adds a file of this name itself; ours replaces it.
        } else if resource.in_spine {
            builder.add_content(EpubContent::new(resource.name.as_str(), bytes)).map_err(failed)?;
        } else {
            builder.add_resource(resource.name.as_str(), bytes, resource.media_type).map_err(failed)?;
        }
    }
    let mut packed = Vec::new();
    builder.generate(&mut packed).map_err(failed)?;
    Ok(packed)
}
