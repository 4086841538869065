//! The package document, and the draft of the whole file through the only file that names `epub_builder`.
//!
//! The builder lays out the container and writes a package document, a navigation document and an NCX of its own; these cannot say
//! what EPUB 3.3 and our metadata need (see the reference of the traps in ARCHITECTURE.md), so `container.rs` puts ours in
//! their place, with the bytes of all files. What is the same in every container is the builder's.
use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};

use crate::epub::{EpubError, Resource};
use crate::language::{Terms, is_right_to_left};
use crate::resolve::Book;
use crate::xml::{Element, WriteXml, XmlWriter};

/// Everything that the file holds.
pub(in crate::epub) struct Parts {
    /// The package document.
    pub(in crate::epub) opf: String,
    pub(in crate::epub) ncx: String,
    pub(in crate::epub) resources: Vec<Resource>,
}

/// The package document (EPUB 3.3, section 5). `prefixes` declares the vocabularies that `metadata` uses beside the reserved ones;
/// `metadata` writes what is inside the `metadata` element.
pub(in crate::epub) fn opf(book: &Book<'_>, resources: &[Resource], prefixes: &str, metadata: impl FnOnce(&mut XmlWriter)) -> String {
    let language = book.edition.metadata.language.tag();
    let package = Element::new("package")
        .attribute("xmlns", "http://www.idpf.org/2007/opf")
        .attribute("version", "3.0")
        .attribute("unique-identifier", "pub-id")
        .attribute("xml:lang", language)
        .attribute("prefix", prefixes);
    let mut xml = XmlWriter::document();
    xml.block(package, |xml| {
        xml.block(Element::new("metadata").attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/"), metadata);
        xml.block(Element::new("manifest"), |xml| manifest(resources, xml));
        let direction = is_right_to_left(language).then_some("rtl");
        let spine = Element::new("spine").attribute("toc", "ncx").optional("page-progression-direction", direction);
        xml.block(spine, |xml| {
            for resource in resources.iter().filter(|resource| resource.in_spine) {
                xml.empty_line(&Element::new("itemref").attribute("idref", id(resource)));
            }
        });
        xml.block(Element::new("guide"), |xml| guide(book, resources, xml));
    });
    xml.finish()
}

/// Every file of the package, the NCX first.
fn manifest(resources: &[Resource], xml: &mut XmlWriter) {
    let item = |id: &str, href: &str, media_type: &str| {
        Element::new("item").attribute("id", id).attribute("href", href).attribute("media-type", media_type)
    };
    xml.empty_line(&item("ncx", "toc.ncx", "application/x-dtbncx+xml"));
    for resource in resources {
        let properties = Some(resource.properties).filter(|properties| !properties.is_empty());
        xml.empty_line(&item(&id(resource), &resource.name, resource.media_type).optional("properties", properties));
    }
}

/// The guide of EPUB 2, for old reading systems: cover, contents, and where the text begins (OPF 2.0.1, section 2.6).
fn guide(book: &Book<'_>, resources: &[Resource], xml: &mut XmlWriter) {
    let metadata = &book.edition.metadata;
    let terms = Terms::of(metadata.language.tag());
    let mut reference = |kind: &str, title: &str, href: &str| {
        xml.empty_line(&Element::new("reference").attribute("type", kind).attribute("title", title).attribute("href", href));
    };
    if resources.iter().any(|resource| resource.name == "cover.xhtml") {
        reference("cover", terms.cover, "cover.xhtml");
    }
    reference("toc", terms.contents, "nav.xhtml");
    if let Some(start) = resources.iter().find(|resource| resource.in_spine && resource.name.starts_with("chapter-")) {
        reference("text", &metadata.title, &start.name);
    }
}

/// The id of a file: its name without the dots, which are the only odd characters in our names.
fn id(resource: &Resource) -> String {
    if resource.properties == "cover-image" { "cover-image".to_owned() } else { resource.name.replace('.', "-") }
}

/// A draft: every file in its place, still empty, with the builder's own package document, navigation and NCX. Packing the
/// bytes here would be most of the time of the whole file, one file after the other.
pub(in crate::epub) fn draft(book: &Book<'_>, parts: &Parts) -> Result<Vec<u8>, EpubError> {
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
