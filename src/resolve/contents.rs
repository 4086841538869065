//! The table of contents.
use crate::document::{Division, DivisionKind, Document};

use super::resolution::{ContentsEntry, Endnotes, Resolution};

/// The divisions that have a title, nested as in the document.
pub(super) fn contents(document: &Document, resolution: &Resolution) -> Vec<ContentsEntry> {
    let mut contents = Vec::new();
    let endnotes = resolution.endnotes.as_ref();
    let entry = |endnotes: &Endnotes| ContentsEntry {
        node: endnotes.node,
        kind: DivisionKind::Endnotes,
        label: None,
        title: endnotes.title.clone(),
        begins_file: false,
        entries: Vec::new(),
    };
    for (_, division) in document.divisions() {
        contents.extend(endnotes.filter(|endnotes| endnotes.before == Some(division.node.id)).map(entry));
        contents.append(&mut entries(division, resolution));
    }
    contents.extend(endnotes.filter(|endnotes| endnotes.before.is_none()).map(entry));
    contents
}

/// The entry of a division; the entries within it if it has no title.
fn entries(division: &Division, resolution: &Resolution) -> Vec<ContentsEntry> {
    let inner: Vec<ContentsEntry> = division.divisions.iter().flat_map(|inner| entries(inner, resolution)).collect();
    let node = division.node.id;
    match resolution.titles.get(&node).filter(|title| !title.is_empty()) {
        Some(title) => {
            let label = resolution.labels.get(&node).cloned();
            let begins_file = division.file.is_some();
            vec![ContentsEntry { node, kind: division.kind, label, title: title.clone(), begins_file, entries: inner }]
        }
        None => inner,
    }
}
