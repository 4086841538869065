//! Links as annotations (ISO 32000-1, 12.5.6.5).
use std::collections::BTreeMap;

use crate::pdf::file::object::{Object, ObjectId, Skeleton, bytes, dictionary, literal, name, real, said};
use crate::typeset::{LinkTarget, Page, PageItem};

/// The link annotations of a page, each with its item. A link to a name that stands on no page is left out: its text is
/// printed all the same.
pub(crate) fn links(document: &mut Skeleton, page: ObjectId, finished: &Page, places: &BTreeMap<&[u8], Object>) -> Vec<(usize, ObjectId)> {
    let mut annotations = Vec::new();
    for (item, placed) in finished.items.iter().enumerate() {
        let PageItem::Link { to, text, size, key: _ } = &placed.item else { continue };
        if matches!(to, LinkTarget::Anchor(anchor) if !places.contains_key(anchor.as_bytes())) {
            continue;
        }
        let top = finished.size.height - placed.at.y;
        let rectangle = vec![real(placed.at.x), real(top - size.height), real(placed.at.x + size.width), real(top)];
        let mut link =
            dictionary([("Type", name("Annot")), ("Subtype", name("Link")), ("Rect", Object::Array(rectangle)), ("F", Object::Integer(4))]);
        link.set("Border", Object::Array(vec![Object::Integer(0), Object::Integer(0), Object::Integer(0)]));
        link.set("Contents", said(text));
        link.set("P", Object::Reference(page));
        match to {
            LinkTarget::Anchor(anchor) => link.set("Dest", bytes(anchor)),
            LinkTarget::Uri(uri) => {
                link.set("A", Object::Dictionary(dictionary([("Type", name("Action")), ("S", name("URI")), ("URI", literal(uri))])));
            }
        }
        annotations.push((item, document.add_object(link)));
    }
    annotations
}
