//! The package document of an e-book (EPUB 3.3, section 5; OPF 2.0.1).
use std::collections::BTreeMap;

use crate::import::dates;
use crate::import::draft::DraftMetadata;
use crate::import::xml_file::XmlElement;
use crate::source::uri::{decoded, joined};

/// What a package document says.
#[derive(Clone, Debug, Default)]
pub(super) struct Package {
    pub(super) metadata: DraftMetadata,
    /// The paths of the pages in their order.
    pub(super) pages: Vec<String>,
    pub(super) style_sheets: Vec<String>,
    /// The path of the picture on the cover.
    pub(super) cover: Option<String>,
    /// The path of the navigation document.
    pub(super) contents: Option<String>,
    /// The path of the table of contents of EPUB 2.
    pub(super) ncx: Option<String>,
}

impl Package {
    /// Reads a package document, which has a path in the archive.
    pub(super) fn of(path: &str, root: &XmlElement) -> Self {
        let mut package = Self::default();
        if let Some(metadata) = root.child("metadata") {
            package.metadata = metadata_of(metadata, root.value("unique-identifier"));
        }
        let file = |href: &str| joined(path, &decoded(href));
        let mut items: BTreeMap<&str, (String, &str)> = BTreeMap::new();
        for item in root.child("manifest").into_iter().flat_map(XmlElement::elements) {
            let (Some(id), Some(href)) = (item.value("id"), item.value("href")) else { continue };
            let (target, media) = (file(href), item.value("media-type").unwrap_or_default());
            let has = |word: &str| item.value("properties").is_some_and(|own| own.split_whitespace().any(|own| own == word));
            if has("cover-image") {
                package.cover = Some(target.clone());
            }
            if has("nav") {
                package.contents = Some(target.clone());
            }
            match media {
                "text/css" => package.style_sheets.push(target.clone()),
                "application/x-dtbncx+xml" => package.ncx = Some(target.clone()),
                _ => {}
            }
            items.insert(id, (target, media));
        }
        // EPUB 2 names the cover by the id of its picture.
        if package.cover.is_none() {
            let named =
                root.all("meta").into_iter().find(|meta| meta.value("name") == Some("cover")).and_then(|meta| meta.value("content"));
            package.cover =
                named.and_then(|id| items.get(id)).filter(|(_, media)| media.starts_with("image/")).map(|(path, _)| path.clone());
        }
        for item in root.child("spine").into_iter().flat_map(XmlElement::elements) {
            if let Some((path, media)) = item.value("idref").and_then(|id| items.get(id))
                && matches!(*media, "application/xhtml+xml" | "text/html" | "application/x-dtbook+xml" | "text/x-oeb1-document")
            {
                package.pages.push(path.clone());
            }
        }
        package
    }
}

fn metadata_of(metadata: &XmlElement, unique: Option<&str>) -> DraftMetadata {
    // Some books of EPUB 2 have the elements of Dublin Core in an element of their own.
    let mut elements: Vec<&XmlElement> = metadata.elements().collect();
    for inner in ["dc-metadata", "x-metadata"] {
        elements.extend(metadata.child(inner).into_iter().flat_map(XmlElement::elements));
    }
    let refined = |element: &XmlElement, property: &str| {
        let id = format!("#{}", element.value("id")?);
        let found = elements.iter().find(|meta| meta.value("refines") == Some(&id) && meta.value("property") == Some(property))?;
        Some(found.words()).filter(|words| !words.is_empty())
    };
    let mut out = DraftMetadata::default();
    for element in &elements {
        let words = element.words();
        if words.is_empty() {
            continue;
        }
        match element.name.as_str() {
            "title" if refined(element, "title-type").as_deref() == Some("subtitle") => out.subtitle = Some(words),
            "title" => {
                let is_main = refined(element, "title-type").as_deref() == Some("main");
                if out.title.is_none() || is_main {
                    out.title = Some(words);
                }
            }
            "creator" | "contributor" => {
                let role = element.value("role").map(str::to_owned).or_else(|| refined(element, "role"));
                match role.as_deref() {
                    None | Some("aut") if element.name == "creator" => out.authors.push(words),
                    // Programs that made the file are not people.
                    None | Some("bkp" | "prg") => {}
                    Some(role) if role.len() == 3 => out.contributors.push((words, role.to_owned())),
                    Some(_) => {}
                }
            }
            "language" => out.language = out.language.or(Some(words)),
            "identifier" if element.value("id") == unique || out.identifier.is_none() => out.identifier = Some(words),
            "publisher" => out.publisher = out.publisher.or(Some(words)),
            "description" => out.description = out.description.or_else(|| Some(without_tags(&words))),
            "rights" => out.rights = out.rights.or(Some(words)),
            "subject" => out.subjects.push(words),
            "date" if element.value("event").is_none_or(|event| event.contains("publication")) => {
                out.date = out.date.or_else(|| dates::exact(&words));
            }
            "meta" if element.value("property") == Some("belongs-to-collection") => out.series = out.series.or(Some(words)),
            _ => {}
        }
    }
    out
}

/// A description without the tags that some shops put into it.
fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        match after.split_once('>') {
            Some((_, after)) => {
                out.push(' ');
                rest = after;
            }
            None => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
