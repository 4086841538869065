//! The outline: what a reader shows beside the pages (ISO 32000-1, 12.3.3).
use std::collections::BTreeMap;

use crate::document::{DivisionKind, NodeId};
use crate::pdf::file::object::{Object, ObjectId, Skeleton, dictionary, name, said};
use crate::pdf::navigation::destinations::destination;
use crate::resolve::{Book, ContentsEntry};
use crate::typeset::Pages;

/// The nested outline; parts and chapters are shown, what is under chapters is folded.
pub(crate) fn outline(document: &mut Skeleton, book: &Book<'_>, pages: &Pages, page_ids: &[ObjectId]) -> Option<ObjectId> {
    let places: BTreeMap<NodeId, Object> = pages
        .places
        .iter()
        .filter_map(|(node, number, at)| Some((*node, destination(*page_ids.get(*number)?, pages.pages.get(*number)?, *at))))
        .collect();
    if book.resolution.contents.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let (first, last, count) = level(document, &book.resolution.contents, root, &places)?;
    let entries = [
        ("Type", name("Outlines")),
        ("First", Object::Reference(first)),
        ("Last", Object::Reference(last)),
        ("Count", Object::Integer(count)),
    ];
    document.set_object(root, dictionary(entries));
    Some(root)
}

/// Writes the entries of one level: the first, the last, and how many are shown.
fn level(
    document: &mut Skeleton,
    entries: &[ContentsEntry],
    parent: ObjectId,
    places: &BTreeMap<NodeId, Object>,
) -> Option<(ObjectId, ObjectId, i64)> {
    let ids: Vec<ObjectId> = entries.iter().map(|_| document.new_object_id()).collect();
    let mut shown = i64::try_from(ids.len()).unwrap_or(0);
    for (at, entry) in entries.iter().enumerate() {
        let title = entry.label.as_ref().map_or_else(|| entry.title.clone(), |label| format!("{label} {}", entry.title));
        let mut item = dictionary([("Title", said(&title)), ("Parent", Object::Reference(parent))]);
        if let Some(place) = places.get(&entry.node) {
            item.set("Dest", place.clone());
        }
        if at > 0 {
            item.set("Prev", Object::Reference(ids[at - 1]));
        }
        if let Some(next) = ids.get(at + 1) {
            item.set("Next", Object::Reference(*next));
        }
        if let Some((first, last, count)) = level(document, &entry.entries, ids[at], places) {
            item.set("First", Object::Reference(first));
            item.set("Last", Object::Reference(last));
            let open = entry.kind == DivisionKind::Part;
            item.set("Count", Object::Integer(if open { count } else { -count }));
            shown += if open { count } else { 0 };
        }
        document.set_object(ids[at], item);
    }
    Some((*ids.first()?, *ids.last()?, shown))
}
