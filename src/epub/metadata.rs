//! The metadata of the package: Dublin Core elements with refinements (EPUB 3.3, section 5.5 and appendix D), and the accessibility
//! metadata.
use std::fmt::Display;

use crate::edition::{Contributor, Metadata, Series, Subject};
use crate::xml::{Element, WriteXml, XmlWriter};

use super::accessibility::AccessibilityFacts;

/// Writes metadata elements, each on a line.
struct Elements<'a>(&'a mut XmlWriter);

impl Elements<'_> {
    /// A Dublin Core element.
    fn dublin_core(&mut self, name: &'static str, text: &str) {
        self.0.text_line(Element::new(name), text);
    }

    /// A Dublin Core element with an id, so that it can be refined.
    fn named(&mut self, name: &'static str, id: &str, text: &str) {
        self.0.text_line(Element::new(name).attribute("id", id), text);
    }

    /// A property of the whole book.
    fn property(&mut self, property: &str, text: &str) {
        self.0.text_line(Element::new("meta").attribute("property", property), text);
    }

    /// A property of the element with the id `of`.
    fn refine(&mut self, of: &str, property: &str, text: impl Display) {
        self.0.text_line(refinement(of, property), text);
    }

    /// A property of the element with the id `of` whose value is a code of a scheme.
    fn code(&mut self, of: &str, property: &str, scheme: &str, text: &str) {
        self.0.text_line(refinement(of, property).attribute("scheme", scheme), text);
    }
}

fn refinement(of: &str, property: &str) -> Element {
    Element::new("meta").attribute("property", property).attribute("refines", format_args!("#{of}"))
}

/// Writes the content of the `metadata` element. `printed` is the identifier of the printed edition whose pages are marked, if
/// any.
pub(super) fn metadata(metadata: &Metadata, facts: &AccessibilityFacts, printed: Option<&str>, has_cover: bool, xml: &mut XmlWriter) {
    let mut out = Elements(xml);
    identifiers(metadata, &mut out);
    titles(metadata, &mut out);
    out.dublin_core("dc:language", metadata.language.tag());
    people(&metadata.authors, "dc:creator", &mut out);
    people(&metadata.contributors, "dc:contributor", &mut out);
    let plain = [
        ("dc:publisher", &metadata.publisher),
        ("dc:date", &metadata.date),
        ("dc:rights", &metadata.rights),
        ("dc:source", &metadata.source),
        ("dc:description", &metadata.description),
    ];
    for (name, value) in plain {
        if let Some(value) = value.as_ref().filter(|value| !value.trim().is_empty()) {
            out.dublin_core(name, value);
        }
    }
    if let Some(url) = metadata.licence_url() {
        out.0.empty_line(&Element::new("link").attribute("rel", "cc:license").attribute("href", url));
    }
    subjects(&metadata.subjects, &mut out);
    if let Some(series) = &metadata.series {
        collection(series, &mut out);
    }
    out.property("dcterms:modified", &metadata.modified);
    if let Some(source) = printed {
        out.property("pageBreakSource", source);
    }
    if has_cover {
        // How EPUB 2 names the cover.
        out.0.empty_line(&Element::new("meta").attribute("name", "cover").attribute("content", "cover-image"));
    }
    facts.metadata(metadata, out.0);
}

/// The series that the book belongs to.
fn collection(series: &Series, out: &mut Elements<'_>) {
    out.0.text_line(Element::new("meta").attribute("property", "belongs-to-collection").attribute("id", "series"), &series.name);
    out.refine("series", "collection-type", "series");
    if let Some(position) = &series.position {
        out.refine("series", "group-position", position);
    }
    if let Some(issn) = &series.issn {
        out.refine("series", "dcterms:identifier", format_args!("urn:issn:{}", issn.trim()));
    }
}

/// The declaration of the vocabularies that the metadata use besides the reserved ones (EPUB 3.3, appendix D.1).
pub(super) fn prefixes(metadata: &Metadata) -> &'static str {
    // `schema` is reserved too, but old reading systems do not know that.
    if metadata.licence_url().is_some() {
        "schema: http://schema.org/ cc: http://creativecommons.org/ns#"
    } else {
        "schema: http://schema.org/"
    }
}

/// The identifier of the book, then its other identifiers, each with its kind (ONIX code list 5: 06 is a DOI, 15 an ISBN-13).
fn identifiers(metadata: &Metadata, out: &mut Elements<'_>) {
    let main = metadata.stable_identifier();
    out.named("dc:identifier", "pub-id", &main);
    let isbn = metadata.isbn.as_ref().map(|isbn| ("isbn", "15", format!("urn:isbn:{isbn}")));
    let doi = metadata.doi.as_ref().map(|doi| ("doi", "06", format!("urn:doi:{doi}")));
    for (id, kind, text) in [isbn, doi].into_iter().flatten() {
        if text == main {
            out.code("pub-id", "identifier-type", "onix:codelist5", kind);
        } else {
            out.named("dc:identifier", id, &text);
            out.code(id, "identifier-type", "onix:codelist5", kind);
        }
    }
}

/// The main title, then the other titles, with their kinds and their order. The main title comes first because reading systems show the
/// first.
fn titles(metadata: &Metadata, out: &mut Elements<'_>) {
    out.named("dc:title", "title", &metadata.title);
    let others = [
        ("subtitle", &metadata.subtitle),
        ("short", &metadata.short_title),
        ("collection", &metadata.collection_title),
        ("edition", &metadata.edition_title),
        ("expanded", &metadata.expanded_title),
    ];
    let others: Vec<(&str, String, &String)> = others
        .into_iter()
        .filter_map(|(kind, text)| {
            let text = text.as_ref().filter(|text| !text.trim().is_empty())?;
            Some((kind, if kind == "subtitle" { kind.to_owned() } else { format!("title-{kind}") }, text))
        })
        .collect();
    others.iter().for_each(|(_, id, text)| out.named("dc:title", id, text));
    out.refine("title", "title-type", "main");
    if let Some(file_as) = &metadata.title_file_as {
        out.refine("title", "file-as", file_as);
    }
    if !others.is_empty() {
        out.refine("title", "display-seq", "1");
    }
    for (at, (kind, id, _)) in others.iter().enumerate() {
        out.refine(id, "title-type", kind);
        out.refine(id, "display-seq", at + 2);
    }
}

/// People with their roles and their order. `element` is the name of their element, from which its ids are made.
fn people(people: &[Contributor], element: &'static str, out: &mut Elements<'_>) {
    for (at, Contributor { name, file_as, role }) in people.iter().enumerate() {
        let id = format!("{}-{}", element.trim_start_matches("dc:"), at + 1);
        out.named(element, &id, name);
        if !role.is_empty() {
            out.code(&id, "role", "marc:relators", role);
        }
        if let Some(file_as) = file_as {
            out.refine(&id, "file-as", file_as);
        }
        if people.len() > 1 {
            out.refine(&id, "display-seq", at + 1);
        }
    }
}

fn subjects(subjects: &[Subject], out: &mut Elements<'_>) {
    for (at, Subject { name, term }) in subjects.iter().filter(|subject| !subject.name.trim().is_empty()).enumerate() {
        match term {
            None => out.dublin_core("dc:subject", name),
            Some((authority, term)) => {
                let id = format!("subject-{}", at + 1);
                out.named("dc:subject", &id, name);
                out.refine(&id, "authority", authority);
                out.refine(&id, "term", term);
            }
        }
    }
}
