//! The package document, and the draft of the whole file through the only file that names `epub_builder`.
//!
//! The builder lays out the container and writes a package document, a navigation document and an NCX of its own; these cannot say
//! what EPUB 3.3 and our metadata need (see the reference of the traps in ARCHITECTURE.md), so `container.rs` puts ours in
//! their place, with the bytes of all files. What is the same in every container is the builder's.
use std::fmt::Write;

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};

use super::markup::escaped;
use super::{EpubError, Resource};
use crate::language::{Terms, is_right_to_left};
use crate::resolve::Book;

/// Everything that the file holds.
pub(super) struct Parts {
    /// The package document.
    pub(super) opf: String,
    pub(super) ncx: String,
    pub(super) resources: Vec<Resource>,
}

/// The package document (EPUB 3.3, section 5).
pub(super) fn opf(book: &Book<'_>, resources: &[Resource], metadata: &str) -> String {
    let lang = escaped(book.edition.metadata.language.tag());
    let mut manifest = String::from("<item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>\n");
    let mut spine = String::new();
    for resource in resources {
        let id = id(resource);
        let properties = if resource.properties.is_empty() { String::new() } else { format!(" properties=\"{}\"", resource.properties) };
        let _ = writeln!(manifest, "<item id=\"{id}\" href=\"{}\" media-type=\"{}\"{properties}/>", resource.name, resource.media_type);
        if resource.in_spine {
            let _ = writeln!(spine, "<itemref idref=\"{id}\"/>");
        }
    }
    let prefixes = super::metadata::prefixes(&book.edition.metadata);
    let backwards = is_right_to_left(book.edition.metadata.language.tag());
    let progression = if backwards { " page-progression-direction=\"rtl\"" } else { "" };
    let has_cover = resources.iter().any(|resource| resource.name == "cover.xhtml");
    let terms = Terms::of(book.edition.metadata.language.tag());
    let contents = escaped(terms.contents);
    let cover = if has_cover {
        format!("<reference type=\"cover\" title=\"{}\" href=\"cover.xhtml\"/>\n", escaped(terms.cover))
    } else {
        String::new()
    };
    let start = resources.iter().find(|resource| resource.in_spine && resource.name.starts_with("chapter-"));
    let start = start.map_or(String::new(), |start| {
        format!("<reference type=\"text\" title=\"{}\" href=\"{}\"/>\n", escaped(&book.edition.metadata.title), start.name)
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"pub-id\" xml:lang=\"{lang}\" \
         prefix=\"{prefixes}\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n{metadata}</metadata>\n\
         <manifest>\n{manifest}</manifest>\n<spine toc=\"ncx\"{progression}>\n{spine}</spine>\n\
         <guide>\n{cover}<reference type=\"toc\" title=\"{contents}\" href=\"nav.xhtml\"/>\n{start}</guide>\n</package>\n"
    )
}

/// The id of a file: its name without the dots, which are the only odd characters in our names.
fn id(resource: &Resource) -> String {
    if resource.properties == "cover-image" { "cover-image".to_owned() } else { resource.name.replace('.', "-") }
}

/// A draft: every file in its place, still empty, with the builder's own package document, navigation and NCX. Packing the
/// bytes here would be most of the time of the whole file, one file after the other.
pub(super) fn draft(book: &Book<'_>, parts: &Parts) -> Result<Vec<u8>, EpubError> {
    let failed = |error: epub_builder::Error| EpubError::Package(error.to_string());
    let zip = ZipLibrary::new().map_err(failed)?;
    let mut builder = EpubBuilder::new(zip).map_err(failed)?;
    builder.epub_version(EpubVersion::V33);
    builder.set_title(book.edition.metadata.title.clone());
    builder.set_uuid(uuid::Uuid::nil());
    for resource in &parts.resources {
        let bytes: &[u8] = &[];
        if resource.name == "stylesheet.css" {
            builder.stylesheet(bytes).map_err(failed)?;
        } else if resource.properties == "nav" {
            // The builder writes a file of this name itself; ours takes its place.
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
