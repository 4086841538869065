//! The structure tree as objects.
use std::collections::BTreeMap;

use super::catalog::Given;
use super::object::{Object, ObjectId, Skeleton, bytes, dictionary, integer, literal, name, real, said};
use super::tree::{Kid, Kind, Tree};

/// The structure tree (ISO 32000-1, 14.7.2) with the tables that lead from content to its element.
pub(super) fn write(
    document: &mut Skeleton,
    tree: &Tree,
    annotated: &BTreeMap<(usize, usize), ObjectId>,
    (page_ids, given): (&[ObjectId], &Given<'_>),
) -> ObjectId {
    let ids: Vec<ObjectId> = tree.elements.iter().map(|_| document.new_object_id()).collect();
    let root = document.new_object_id();
    let mut names: BTreeMap<&str, ObjectId> = BTreeMap::new();
    let mut waiting = vec![0];
    while let Some(at) = waiting.pop() {
        let element = &tree.elements[at];
        let parent = if at == 0 { root } else { ids[element.parent] };
        let mut own = dictionary([("S", name(element.kind.name())), ("P", Object::Reference(parent))]);
        // Numbers are of the page that the element names; content on others says its page itself.
        let home = element.kids.iter().find_map(|kid| if let Kid::Content { page, .. } = kid { Some(*page) } else { None });
        if let Some(page) = home {
            own.set("Pg", Object::Reference(page_ids[page]));
        }
        let mut kids: Vec<Object> = Vec::with_capacity(element.kids.len());
        for kid in &element.kids {
            kids.push(match kid {
                Kid::Element(inner) => {
                    waiting.push(*inner);
                    Object::Reference(ids[*inner])
                }
                Kid::Content { page, number } if Some(*page) == home => Object::Integer(integer(*number)),
                Kid::Content { page, number } => Object::Dictionary(dictionary([
                    ("Type", name("MCR")),
                    ("Pg", Object::Reference(page_ids[*page])),
                    ("MCID", Object::Integer(integer(*number))),
                ])),
                Kid::Annotation { page, item } => {
                    let Some(link) = annotated.get(&(*page, *item)) else { continue };
                    let mut object = dictionary([("Type", name("OBJR")), ("Obj", Object::Reference(*link))]);
                    if Some(*page) != home {
                        object.set("Pg", Object::Reference(page_ids[*page]));
                    }
                    Object::Dictionary(object)
                }
            });
        }
        match kids.len() {
            0 => {}
            1 => own.set("K", kids.remove(0)),
            _ => own.set("K", Object::Array(kids)),
        }
        if let Some(lang) = &element.lang {
            own.set("Lang", literal(lang));
        }
        // ISO 32000-1, 14.9.5.
        if let Some(expansion) = &element.expansion {
            own.set("E", said(expansion));
        }
        if let Some(alt) = &element.alt {
            own.set("Alt", said(alt));
        }
        if let Some(id) = &element.id {
            own.set("ID", bytes(id));
            names.insert(id, ids[at]);
        }
        let attributes = match element.kind {
            Kind::L { ordered: true } => Some(dictionary([("O", name("List")), ("ListNumbering", name("Decimal"))])),
            Kind::Th { row } => Some(dictionary([("O", name("Table")), ("Scope", name(if row { "Row" } else { "Column" }))])),
            _ => element.place.map(|(page, at, size)| {
                let top = given.pages.pages[page].size.height - at.y;
                let area = vec![real(at.x), real(top - size.height), real(at.x + size.width), real(top)];
                dictionary([("O", name("Layout")), ("BBox", Object::Array(area))])
            }),
        };
        if let Some(attributes) = attributes {
            own.set("A", Object::Dictionary(attributes));
        }
        document.set_object(ids[at], own);
    }
    let mut owners: Vec<Object> = Vec::new();
    for (page, elements) in tree.owners.iter().enumerate() {
        let list = Object::Array(elements.iter().map(|at| Object::Reference(ids[*at])).collect());
        owners.push(Object::Integer(integer(page)));
        owners.push(Object::Reference(document.add_object(list)));
    }
    let mut next = page_ids.len();
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
        let list = names.into_iter().flat_map(|(id, element)| [bytes(id), Object::Reference(element)]).collect();
        own.set("IDTree", Object::Reference(document.add_object(dictionary([("Names", Object::Array(list))]))));
    }
    document.set_object(root, own);
    root
}
