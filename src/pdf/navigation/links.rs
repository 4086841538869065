//! Links as annotations (ISO 32000-1, 12.5.6.5).
use std::collections::BTreeMap;

use crate::pdf::file::object::{Object, ObjectId, PdfDocument, dictionary, literal, name, real, text_string};
use crate::typeset::{LinkTarget, Page, PageItem};

/// Adds the link annotations of a page, each with the index of its item. A link to an anchor that is on no page gets no annotation; its
/// text is printed all the same.
pub(crate) fn links(
    document: &mut PdfDocument,
    page: ObjectId,
    finished: &Page,
    places: &BTreeMap<&[u8], Object>,
) -> Vec<(usize, ObjectId)> {
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
        link.set("Contents", text_string(text));
        link.set("P", Object::Reference(page));
        match to {
            LinkTarget::Anchor(anchor) => link.set("Dest", literal(anchor)),
            LinkTarget::Uri(uri) => {
                link.set("A", Object::Dictionary(dictionary([("Type", name("Action")), ("S", name("URI")), ("URI", literal(uri))])));
            }
        }
        annotations.push((item, document.add_object(link)));
    }
    annotations
}
