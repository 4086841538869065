//! The tables of contents of an e-book: the navigation document of EPUB 3, and the NCX of EPUB 2.
use std::collections::BTreeMap;

use crate::import::archive::Archive;
use crate::import::xml_file::{XmlElement, parse};
use crate::source::uri::{decoded, joined};

use super::package::Package;

/// An entry of a table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ContentsEntry {
    pub(super) label: String,
    /// How many entries are around it.
    pub(super) depth: usize,
}

/// An entry with the address that it leads to.
struct FoundEntry {
    target: String,
    entry: ContentsEntry,
}

/// What the table of contents says of each page: the first entry that leads to the page itself, or to the first place in it.
pub(super) fn entries(package: &Package, archive: &mut Archive) -> BTreeMap<String, ContentsEntry> {
    let mut out = BTreeMap::new();
    let mut read = |path: &Option<String>, collect: fn(&XmlElement, &mut Vec<FoundEntry>)| {
        let Some(path) = path else { return };
        // A table of contents that cannot be read has no labels; the pages have headings.
        let Ok(Some(text)) = archive.text(path) else { return };
        let Ok(root) = parse(path, &without_entities(&text)) else { return };
        let mut found = Vec::new();
        collect(&root, &mut found);
        for FoundEntry { target, entry } in found {
            let file = target.split('#').next().unwrap_or(&target);
            if !file.is_empty() && !entry.label.is_empty() {
                out.entry(joined(path, &decoded(file))).or_insert(entry);
            }
        }
    };
    read(&package.contents, navigation);
    read(&package.ncx, |root, out| root.child("navMap").into_iter().for_each(|map| ncx(map, 0, out)));
    out
}

/// A page of XHTML without the named references that XML does not know.
fn without_entities(text: &str) -> String {
    text.replace("&nbsp;", "\u{A0}").replace("&mdash;", "—").replace("&ndash;", "–").replace("&hellip;", "…")
}

fn navigation(root: &XmlElement, out: &mut Vec<FoundEntry>) {
    fn list(element: &XmlElement, depth: usize, out: &mut Vec<FoundEntry>) {
        for child in element.elements() {
            match (child.name.as_str(), child.value("href")) {
                ("a", Some(target)) => {
                    let entry = ContentsEntry { label: child.words(), depth };
                    out.push(FoundEntry { target: target.to_owned(), entry });
                }
                ("ol", _) if element.name == "li" => list(child, depth + 1, out),
                _ => list(child, depth, out),
            }
        }
    }
    let tables = root.all("nav");
    let is_contents = |nav: &&&XmlElement| nav.value("type").is_none_or(|kind| kind.split_whitespace().any(|word| word == "toc"));
    if let Some(table) = tables.iter().find(is_contents) {
        list(table, 0, out);
    }
}

fn ncx(element: &XmlElement, depth: usize, out: &mut Vec<FoundEntry>) {
    for point in element.elements().filter(|element| element.name == "navPoint") {
        if let (Some(target), Some(label)) = (point.child("content").and_then(|content| content.value("src")), point.child("navLabel")) {
            out.push(FoundEntry { target: target.to_owned(), entry: ContentsEntry { label: label.words(), depth } });
        }
        ncx(point, depth + 1, out);
    }
}
