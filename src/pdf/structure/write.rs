//! The structure tree as objects. They are most of the objects of a book, so they are written directly as bytes.
use std::collections::BTreeMap;

use crate::pdf::file::object::{Dictionary, Object, ObjectId, PdfDocument, dictionary, integer, literal, name, real, text_string};
use crate::pdf::file::serialize::{ObjectWriter, WrittenObjects};
use crate::pdf::structure::tree::{Kid, Placement, StructureElement, StructureTree, StructureType, TableCell};
use crate::typeset::Page;

/// The pages of the document with their objects, in the same order.
pub(crate) struct PageObjects<'a> {
    pub(crate) pages: &'a [Page],
    pub(crate) ids: &'a [ObjectId],
}

/// Writes the structure tree (ISO 32000-1, 14.7.2), with the tables that map content to elements. `annotated` has the link annotations by
/// page and item. Returns the root.
pub(crate) fn write(
    document: &mut PdfDocument,
    tree: &StructureTree,
    annotated: &BTreeMap<(usize, usize), ObjectId>,
    page_objects: &PageObjects<'_>,
    written: &mut WrittenObjects,
) -> ObjectId {
    let ids: Vec<ObjectId> = tree.elements.iter().map(|_| document.new_object_id()).collect();
    let root = document.new_object_id();
    let mut names: BTreeMap<&str, ObjectId> = BTreeMap::new();
    let mut waiting = vec![0];
    while let Some(at) = waiting.pop() {
        let element = &tree.elements[at];
        let parent = if at == 0 { root } else { ids[element.parent] };
        written.object(ids[at], |out| {
            out.text("<</S/");
            out.text(element.kind.name());
            out.text("/P ");
            out.reference(parent);
            // Plain numbers refer to the page in `Pg`. Content on other pages names its own page.
            let home = element.kids.iter().find_map(|kid| if let Kid::Content { page, .. } = kid { Some(*page) } else { None });
            if let Some(page) = home {
                out.text("/Pg ");
                out.reference(page_objects.ids[page]);
            }
            let is_there = |kid: &&Kid| match kid {
                Kid::Element(_) | Kid::Content { .. } => true,
                Kid::Annotation { page, item } => annotated.contains_key(&(*page, *item)),
            };
            let count = element.kids.iter().filter(is_there).count();
            out.text(match count {
                0 => "",
                1 => "/K",
                _ => "/K[",
            });
            for (nth, kid) in element.kids.iter().filter(is_there).enumerate() {
                let gap = if nth > 0 || count == 1 { " " } else { "" };
                match kid {
                    Kid::Element(inner) => {
                        waiting.push(*inner);
                        out.text(gap);
                        out.reference(ids[*inner]);
                    }
                    Kid::Content { page, number } if Some(*page) == home => {
                        out.text(gap);
                        out.number(*number);
                    }
                    Kid::Content { page, number } => {
                        out.text("<</Type/MCR/Pg ");
                        out.reference(page_objects.ids[*page]);
                        out.text("/MCID ");
                        out.number(*number);
                        out.text(">>");
                    }
                    Kid::Annotation { page, item } => {
                        out.text("<</Type/OBJR/Obj ");
                        annotated.get(&(*page, *item)).into_iter().for_each(|link| out.reference(*link));
                        if Some(*page) != home {
                            out.text("/Pg ");
                            out.reference(page_objects.ids[*page]);
                        }
                        out.text(">>");
                    }
                }
            }
            out.text(if count > 1 { "]" } else { "" });
            properties(element, page_objects.pages, out);
            out.text(">>");
        });
        if let Some(id) = &element.id {
            names.insert(id, ids[at]);
        }
    }
    let mut owners: Vec<Object> = Vec::new();
    for (page, elements) in tree.owners.iter().enumerate() {
        let list = document.new_object_id();
        written.object(list, |out| {
            out.text("[");
            for (nth, at) in elements.iter().enumerate() {
                out.text(if nth > 0 { " " } else { "" });
                out.reference(ids[*at]);
            }
            out.text("]");
        });
        owners.push(Object::Integer(integer(page)));
        owners.push(Object::Reference(list));
    }
    let mut next = page_objects.ids.len();
    for (link, at) in &tree.links {
        let Some(annotation) = annotated.get(link) else { continue };
        if let Ok(dictionary) = document.get_dictionary_mut(*annotation) {
            dictionary.set("StructParent", Object::Integer(integer(next)));
        }
        owners.push(Object::Integer(integer(next)));
        owners.push(Object::Reference(ids[*at]));
        next += 1;
    }
    let owners = document.add_object(dictionary([("Nums", Object::Array(owners))]));
    let mut own = dictionary([
        ("Type", name("StructTreeRoot")),
        ("K", Object::Reference(ids[0])),
        ("ParentTree", Object::Reference(owners)),
        ("ParentTreeNextKey", Object::Integer(integer(next))),
    ]);
    if !names.is_empty() {
        let list = names.into_iter().flat_map(|(id, element)| [literal(id), Object::Reference(element)]).collect();
        own.set("IDTree", Object::Reference(document.add_object(dictionary([("Names", Object::Array(list))]))));
    }
    document.set_object(root, own);
    root
}

/// Adds the numbers of rows and columns that a cell covers, and its headers (ISO 32000-1, table 349).
fn cell_attributes(cell: &TableCell, out: &mut Dictionary) {
    for (key, count) in [("RowSpan", cell.rows), ("ColSpan", cell.columns)] {
        if count > 1 {
            out.set(key, Object::Integer(integer(count)));
        }
    }
    if !cell.headers.is_empty() {
        out.set("Headers", Object::Array(cell.headers.iter().map(|header| literal(header)).collect()));
    }
}

/// Writes the properties of an element other than its parent and children.
fn properties(element: &StructureElement, pages: &[Page], out: &mut ObjectWriter<'_>) {
    let attributes = match element.kind {
        StructureType::L { ordered: true } => Some(dictionary([("O", name("List")), ("ListNumbering", name("Decimal"))])),
        StructureType::Th { row } => {
            let mut own = dictionary([("O", name("Table")), ("Scope", name(if row { "Row" } else { "Column" }))]);
            element.cell.iter().for_each(|cell| cell_attributes(cell, &mut own));
            Some(own)
        }
        StructureType::Td => element.cell.as_ref().map(|cell| {
            let mut own = dictionary([("O", name("Table"))]);
            cell_attributes(cell, &mut own);
            own
        }),
        _ => element.place.map(|Placement { page, at, size }| {
            let top = pages[page].size.height - at.y;
            let area = vec![real(at.x), real(top - size.height), real(at.x + size.width), real(top)];
            dictionary([("O", name("Layout")), ("BBox", Object::Array(area))])
        }),
    };
    let entries = [
        ("/Lang", element.lang.as_ref().map(|lang| literal(lang))),
        // ISO 32000-1, 14.9.5.
        ("/E", element.expansion.as_ref().map(|expansion| text_string(expansion))),
        ("/Alt", element.alt.as_ref().map(|alt| text_string(alt))),
        ("/ID", element.id.as_ref().map(|id| literal(id))),
        ("/A", attributes.map(Object::Dictionary)),
    ];
    for (key, value) in entries.into_iter().filter_map(|(key, value)| Some((key, value?))) {
        out.text(key);
        out.value(&value);
    }
}
