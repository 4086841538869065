//! The metadata of the package: Dublin Core with refinements (EPUB 3.3, section 5.5 and appendix D), and what the book holds
//! for those who do not see it (`accessibility.rs`).
use std::fmt::Write;

use crate::edition::{Contributor, Metadata, Subject};

use super::accessibility::Facts;
use super::markup::escaped;

/// Elements on their way into `metadata`.
#[derive(Default)]
struct Elements(String);

impl Elements {
    /// A Dublin Core element; `id` may be empty.
    fn dc(&mut self, name: &str, id: &str, text: &str) {
        let id = if id.is_empty() { String::new() } else { format!(" id=\"{id}\"") };
        let _ = writeln!(self.0, "<dc:{name}{id}>{}</dc:{name}>", escaped(text));
    }

    /// A property of the element with the id `of`.
    fn refine(&mut self, of: &str, property: &str, text: &str) {
        let _ = writeln!(self.0, "<meta property=\"{property}\" refines=\"#{of}\">{}</meta>", escaped(text));
    }

    /// A property of the element with the id `of` whose value is a code of a scheme.
    fn code(&mut self, of: &str, property: &str, scheme: &str, text: &str) {
        let _ = writeln!(self.0, "<meta property=\"{property}\" refines=\"#{of}\" scheme=\"{scheme}\">{}</meta>", escaped(text));
    }
}

/// The `metadata` element without its tags. `printed` is the id of the printing whose pages are marked.
pub(super) fn metadata(metadata: &Metadata, facts: &Facts, printed: Option<&str>, has_cover: bool) -> String {
    let mut out = Elements::default();
    identifiers(metadata, &mut out);
    titles(metadata, &mut out);
    out.dc("language", "", metadata.language.tag());
    people(&metadata.authors, "creator", &mut out);
    people(&metadata.contributors, "contributor", &mut out);
    let plain = [
        ("publisher", &metadata.publisher),
        ("date", &metadata.date),
        ("rights", &metadata.rights),
        ("source", &metadata.source),
        ("description", &metadata.description),
    ];
    for (name, value) in plain {
        if let Some(value) = value.as_ref().filter(|value| !value.trim().is_empty()) {
            out.dc(name, "", value);
        }
    }
    if let Some(url) = metadata.licence_url() {
        let _ = writeln!(out.0, "<link rel=\"cc:license\" href=\"{}\"/>", escaped(&url));
    }
    subjects(&metadata.subjects, &mut out);
    if let Some(series) = &metadata.series {
        let _ = writeln!(out.0, "<meta property=\"belongs-to-collection\" id=\"series\">{}</meta>", escaped(&series.name));
        out.refine("series", "collection-type", "series");
        if let Some(position) = &series.position {
            out.refine("series", "group-position", position);
        }
        if let Some(issn) = &series.issn {
            out.refine("series", "dcterms:identifier", &format!("urn:issn:{}", issn.trim()));
        }
    }
    let _ = writeln!(out.0, "<meta property=\"dcterms:modified\">{}</meta>", escaped(&metadata.modified));
    if let Some(source) = printed {
        let _ = writeln!(out.0, "<meta property=\"pageBreakSource\">{}</meta>", escaped(source));
    }
    if has_cover {
        out.0.push_str("<meta name=\"cover\" content=\"cover-image\"/>\n");
    }
    out.0.push_str(&facts.metadata(metadata));
    out.0
}

/// The prefixes that the metadata need besides those that EPUB reserves.
pub(super) fn prefixes(metadata: &Metadata) -> &'static str {
    // `schema` is reserved as well; old readers do not know that.
    if metadata.licence_url().is_some() {
        "schema: http://schema.org/ cc: http://creativecommons.org/ns#"
    } else {
        "schema: http://schema.org/"
    }
}

/// The identifier of the book first, then its others, each with its kind (ONIX, code list 5: 06 is a DOI, 15 an ISBN-13).
fn identifiers(metadata: &Metadata, out: &mut Elements) {
    let main = metadata.stable_identifier();
    out.dc("identifier", "pub-id", &main);
    let isbn = metadata.isbn.as_ref().map(|isbn| ("isbn", "15", format!("urn:isbn:{isbn}")));
    let doi = metadata.doi.as_ref().map(|doi| ("doi", "06", format!("urn:doi:{doi}")));
    for (id, kind, text) in [isbn, doi].into_iter().flatten() {
        if text == main {
            out.code("pub-id", "identifier-type", "onix:codelist5", kind);
        } else {
            out.dc("identifier", id, &text);
            out.code(id, "identifier-type", "onix:codelist5", kind);
        }
    }
}

/// The main title first, as readers take the first for the title; the others with their kinds and their order.
fn titles(metadata: &Metadata, out: &mut Elements) {
    out.dc("title", "title", &metadata.title);
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
    others.iter().for_each(|(_, id, text)| out.dc("title", id, text));
    out.refine("title", "title-type", "main");
    if let Some(file_as) = &metadata.title_file_as {
        out.refine("title", "file-as", file_as);
    }
    if !others.is_empty() {
        out.refine("title", "display-seq", "1");
    }
    for (at, (kind, id, _)) in others.iter().enumerate() {
        out.refine(id, "title-type", kind);
        out.refine(id, "display-seq", &(at + 2).to_string());
    }
}

fn people(people: &[Contributor], element: &str, out: &mut Elements) {
    for (at, Contributor { name, file_as, role }) in people.iter().enumerate() {
        let id = format!("{element}-{}", at + 1);
        out.dc(element, &id, name);
        if !role.is_empty() {
            out.code(&id, "role", "marc:relators", role);
        }
        if let Some(file_as) = file_as {
            out.refine(&id, "file-as", file_as);
        }
        if people.len() > 1 {
            out.refine(&id, "display-seq", &(at + 1).to_string());
        }
    }
}

fn subjects(subjects: &[Subject], out: &mut Elements) {
    for (at, Subject { name, term }) in subjects.iter().filter(|subject| !subject.name.trim().is_empty()).enumerate() {
        match term {
            None => out.dc("subject", "", name),
            Some((authority, term)) => {
                let id = format!("subject-{}", at + 1);
                out.dc("subject", &id, name);
                out.refine(&id, "authority", authority);
                out.refine(&id, "term", term);
            }
        }
    }
}
