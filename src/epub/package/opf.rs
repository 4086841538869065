//! The package document: metadata, manifest, spine, guide.
use crate::language::{Terms, is_right_to_left};
use crate::resolve::Book;
use crate::xml::{Element, WriteXml, XmlWriter};

use super::resource::Resource;

/// The package document (EPUB 3.3, section 5). `prefixes` declares the vocabularies that `metadata` uses besides the reserved ones;
/// `metadata` writes the content of the `metadata` element.
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
                xml.empty_line(&Element::new("itemref").attribute("idref", resource.id()));
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
        let item = item(&resource.id(), &resource.name, resource.media_type);
        let properties: Vec<&str> = resource.properties.iter().map(|property| property.name()).collect();
        xml.empty_line(&item.optional("properties", (!properties.is_empty()).then(|| properties.join(" "))));
    }
}

/// The guide of EPUB 2, for old reading systems: cover, contents, start of the text (OPF 2.0.1, section 2.6).
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
