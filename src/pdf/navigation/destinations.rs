//! Destinations: the places of the book that links, the outline and other programs can open (ISO 32000-1, 12.3.2).
use std::collections::{BTreeMap, HashSet};

use crate::pdf::file::object::{Object, ObjectId, PdfDocument, StringFormat, dictionary, name, real};
use crate::typeset::{Page, PageItem, Pages};
use crate::units::{Length, Point};

/// The anchors on the pages, which links can target.
pub(crate) fn anchors(pages: &Pages) -> HashSet<&str> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    items.filter_map(|placed| if let PageItem::Anchor(anchor) = &placed.item { Some(&**anchor) } else { None }).collect()
}

/// A destination on a page, six points above the target.
pub(crate) fn destination(id: ObjectId, page: &Page, at: Point) -> Object {
    let top = page.size.height - (at.y - Length::points(6)).max(Length::ZERO);
    Object::Array(vec![Object::Reference(id), name("XYZ"), Object::Null, real(top), Object::Null])
}

/// The named destinations: the anchors of the book, the same strings as in the EPUB. If a name occurs twice, the first one wins.
pub(crate) fn named_destinations<'a>(pages: &'a Pages, page_ids: &[ObjectId]) -> BTreeMap<&'a [u8], Object> {
    let mut places: BTreeMap<&[u8], Object> = BTreeMap::new();
    for (page, id) in pages.pages.iter().zip(page_ids) {
        for placed in &page.items {
            if let PageItem::Anchor(anchor) = &placed.item {
                places.entry(anchor.as_bytes()).or_insert_with(|| destination(*id, page, placed.at));
            }
        }
    }
    places
}

/// The number of names in a leaf of the name tree. Readers search the leaves by their limits.
const NAMES_IN_LEAF: usize = 64;

/// Adds the name tree of the named destinations (ISO 32000-1, 7.9.6).
pub(crate) fn name_tree(document: &mut PdfDocument, places: BTreeMap<&[u8], Object>) -> ObjectId {
    let entries: Vec<(&[u8], Object)> = places.into_iter().collect();
    let leaves: Vec<Object> = entries
        .chunks(NAMES_IN_LEAF)
        .map(|chunk| {
            let list =
                chunk.iter().flat_map(|(name, place)| [Object::String(name.to_vec(), StringFormat::Literal), place.clone()]).collect();
            let limit = |entry: Option<&(&[u8], Object)>| {
                Object::String(entry.map_or(Vec::new(), |(name, _)| name.to_vec()), StringFormat::Literal)
            };
            let limits = vec![limit(chunk.first()), limit(chunk.last())];
            Object::Reference(document.add_object(dictionary([("Limits", Object::Array(limits)), ("Names", Object::Array(list))])))
        })
        .collect();
    let root =
        if leaves.is_empty() { dictionary([("Names", Object::Array(Vec::new()))]) } else { dictionary([("Kids", Object::Array(leaves))]) };
    document.add_object(root)
}
