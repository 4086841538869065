//! The table of contents.
use crate::document::{Division, Document};

use super::{ContentsEntry, Resolution};

/// The divisions that have a title, nested as they are.
pub(super) fn contents(document: &Document, resolution: &Resolution) -> Vec<ContentsEntry> {
    document.divisions().flat_map(|(_, division)| entries(division, resolution)).collect()
}

fn entries(division: &Division, resolution: &Resolution) -> Vec<ContentsEntry> {
    let inner: Vec<ContentsEntry> = division.divisions.iter().flat_map(|inner| entries(inner, resolution)).collect();
    let node = division.node.id;
    match resolution.titles.get(&node).filter(|title| !title.is_empty()) {
        Some(title) => {
            vec![ContentsEntry {
                node,
                kind: division.kind,
                label: resolution.labels.get(&node).cloned(),
                title: title.clone(),
                entries: inner,
            }]
        }
        None => inner,
    }
}
