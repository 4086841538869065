//! The outline, which readers show beside the pages (ISO 32000-1, 12.3.3).
use std::collections::BTreeMap;

use crate::document::{DivisionKind, NodeId};
use crate::pdf::file::object::{Object, ObjectId, PdfDocument, dictionary, name, text_string};
use crate::pdf::navigation::destinations::destination;
use crate::resolve::{Book, ContentsEntry};
use crate::typeset::Pages;

/// Adds the outline and returns its root, or `None` if the book has no contents. Parts and chapters are open, sections below chapters
/// closed.
pub(crate) fn outline(document: &mut PdfDocument, book: &Book<'_>, pages: &Pages, page_ids: &[ObjectId]) -> Option<ObjectId> {
    let places: BTreeMap<NodeId, Object> = pages
        .places
        .iter()
        .filter_map(|place| Some((place.node, destination(*page_ids.get(place.page)?, pages.pages.get(place.page)?, place.at))))
        .collect();
    if book.resolution.contents.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let top = level(document, &book.resolution.contents, root, &places)?;
    let entries = [
        ("Type", name("Outlines")),
        ("First", Object::Reference(top.first)),
        ("Last", Object::Reference(top.last)),
        ("Count", Object::Integer(top.shown)),
    ];
    document.set_object(root, dictionary(entries));
    Some(root)
}

/// The entries of one level.
struct OutlineLevel {
    first: ObjectId,
    last: ObjectId,
    /// How many entries readers show when the level is open, entries of open levels below included.
    shown: i64,
}

/// Adds the entries of one level and of all levels below. `None` if there are no entries.
fn level(
    document: &mut PdfDocument,
    entries: &[ContentsEntry],
    parent: ObjectId,
    places: &BTreeMap<NodeId, Object>,
) -> Option<OutlineLevel> {
    let ids: Vec<ObjectId> = entries.iter().map(|_| document.new_object_id()).collect();
    let mut shown = i64::try_from(ids.len()).unwrap_or(0);
    for (at, entry) in entries.iter().enumerate() {
        let title = entry.label.as_ref().map_or_else(|| entry.title.clone(), |label| format!("{label} {}", entry.title));
        let mut item = dictionary([("Title", text_string(&title)), ("Parent", Object::Reference(parent))]);
        if let Some(place) = places.get(&entry.node) {
            item.set("Dest", place.clone());
        }
        if at > 0 {
            item.set("Prev", Object::Reference(ids[at - 1]));
        }
        if let Some(next) = ids.get(at + 1) {
            item.set("Next", Object::Reference(*next));
        }
        if let Some(inner) = level(document, &entry.entries, ids[at], places) {
            item.set("First", Object::Reference(inner.first));
            item.set("Last", Object::Reference(inner.last));
            let open = entry.kind == DivisionKind::Part;
            item.set("Count", Object::Integer(if open { inner.shown } else { -inner.shown }));
            shown += if open { inner.shown } else { 0 };
        }
        document.set_object(ids[at], item);
    }
    Some(OutlineLevel { first: *ids.first()?, last: *ids.last()?, shown })
}
