//! The metadata of the package: Dublin Core with refinements, and what the book holds for those who do not see it, computed
//! from the book and never claimed by default (EPUB Accessibility 1.1, section 2).
use std::fmt::Write;

use crate::document::{Inline, InlineKind, Visit, plain_text, walk_document};
use crate::edition::Contributor;

use super::markup::{Printer, escaped};

/// The `metadata` element without its tags.
pub(super) fn metadata(printer: &Printer<'_>, has_cover: bool) -> String {
    let metadata = &printer.book.edition.metadata;
    let mut out = String::new();
    let mut dc = |name: &str, id: &str, text: &str| {
        let id = if id.is_empty() { String::new() } else { format!(" id=\"{id}\"") };
        let _ = writeln!(out, "<dc:{name}{id}>{}</dc:{name}>", escaped(text));
    };
    dc("identifier", "pub-id", &metadata.stable_identifier());
    if let Some(isbn) = metadata.isbn.as_ref().filter(|isbn| !metadata.stable_identifier().ends_with(isbn.as_str())) {
        dc("identifier", "isbn", &format!("urn:isbn:{isbn}"));
    }
    dc("title", "title", &metadata.title);
    if let Some(subtitle) = &metadata.subtitle {
        dc("title", "subtitle", subtitle);
    }
    dc("language", "", metadata.language.tag());
    for (at, person) in metadata.authors.iter().enumerate() {
        dc("creator", &format!("creator-{}", at + 1), &person.name);
    }
    for (at, person) in metadata.contributors.iter().enumerate() {
        dc("contributor", &format!("contributor-{}", at + 1), &person.name);
    }
    let plain = [
        ("publisher", &metadata.publisher),
        ("date", &metadata.date),
        ("rights", &metadata.rights),
        ("description", &metadata.description),
    ];
    for (name, value) in plain {
        if let Some(value) = value.as_ref().filter(|value| !value.trim().is_empty()) {
            dc(name, "", value);
        }
    }
    metadata.subjects.iter().filter(|subject| !subject.trim().is_empty()).for_each(|subject| dc("subject", "", subject));

    let mut meta = |property: &str, refines: &str, scheme: &str, text: &str| {
        let refines = if refines.is_empty() { String::new() } else { format!(" refines=\"#{refines}\"") };
        let scheme = if scheme.is_empty() { String::new() } else { format!(" scheme=\"{scheme}\"") };
        let _ = writeln!(out, "<meta property=\"{property}\"{refines}{scheme}>{}</meta>", escaped(text));
    };
    meta("title-type", "title", "", "main");
    if metadata.subtitle.is_some() {
        meta("title-type", "subtitle", "", "subtitle");
        meta("display-seq", "title", "", "1");
        meta("display-seq", "subtitle", "", "2");
    }
    let people = metadata.authors.iter().enumerate().map(|(at, person)| (format!("creator-{}", at + 1), person));
    let others = metadata.contributors.iter().enumerate().map(|(at, person)| (format!("contributor-{}", at + 1), person));
    for (id, Contributor { file_as, role, .. }) in people.chain(others) {
        if !role.is_empty() {
            meta("role", &id, "marc:relators", role);
        }
        if let Some(file_as) = file_as {
            meta("file-as", &id, "", file_as);
        }
    }
    if let Some(series) = &metadata.series {
        let _ = writeln!(out, "<meta property=\"belongs-to-collection\" id=\"series\">{}</meta>", escaped(&series.name));
        let _ = writeln!(out, "<meta property=\"collection-type\" refines=\"#series\">series</meta>");
        if let Some(position) = &series.position {
            let _ = writeln!(out, "<meta property=\"group-position\" refines=\"#series\">{}</meta>", escaped(position));
        }
    }
    let _ = writeln!(out, "<meta property=\"dcterms:modified\">{}</meta>", escaped(&metadata.modified));
    if has_cover {
        out.push_str("<meta name=\"cover\" content=\"cover-image\"/>\n");
    }
    out.push_str(&accessibility(printer, has_cover));
    out
}

/// What the text holds besides words.
#[derive(Default)]
struct Facts {
    pictures: u32,
    without_alt: u32,
}

impl Visit for Facts {
    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Image { alt, .. } = &inline.kind {
            self.pictures += 1;
            self.without_alt += u32::from(plain_text(alt).trim().is_empty());
        }
    }
}

fn accessibility(printer: &Printer<'_>, has_cover: bool) -> String {
    let mut facts = Facts::default();
    walk_document(printer.book.document, &mut facts);
    if printer.pictures.is_empty() {
        facts = Facts::default();
    }
    let visual = facts.pictures > 0 || has_cover;
    let described = facts.without_alt == 0;
    let mut out = String::new();
    let mut meta = |property: &str, text: &str| {
        let _ = writeln!(out, "<meta property=\"schema:{property}\">{text}</meta>");
    };
    meta("accessMode", "textual");
    if visual {
        meta("accessMode", "visual");
    }
    if described {
        meta("accessModeSufficient", "textual");
    }
    if visual {
        meta("accessModeSufficient", "textual,visual");
    }
    let features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"];
    features.iter().for_each(|feature| meta("accessibilityFeature", feature));
    if visual && described {
        meta("accessibilityFeature", "alternativeText");
    }
    meta("accessibilityHazard", "none");
    let summary = match (facts.pictures, facts.without_alt) {
        (0, _) => "The text can be read aloud and shown in any size; contents, headings and notes are linked.".to_owned(),
        (_, 0) => "The text can be read aloud and shown in any size; contents, headings and notes are linked; every picture is described."
            .to_owned(),
        (all, without) => format!(
            "The text can be read aloud and shown in any size; contents, headings and notes are linked; {without} of {all} pictures have no description."
        ),
    };
    meta("accessibilitySummary", &summary);
    out
}
