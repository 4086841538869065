//! Reads PDFs from any program, including damaged ones.
pub(crate) mod page_tree;
mod salvage;

use std::collections::BTreeSet;

use crate::pdf::file::object::{Dictionary, Object, ObjectId, PdfDocument, PdfFault, contained, dictionary, integer, load, name};
use page_tree::{PageTree, pages};
use salvage::{Salvaged, salvage};

/// A document that was read.
pub(crate) struct ReadPdf {
    pub(crate) document: PdfDocument,
    /// Whether the file is damaged. Then the document has what could be found.
    pub(crate) is_damaged: bool,
}

/// Reads a file. If its table of objects cannot be read, or does not list all objects, the whole file is searched for objects.
///
/// # Errors
/// If no page can be found.
pub(crate) fn read(file: &[u8]) -> Result<ReadPdf, PdfFault> {
    let first = load(file);
    let damage = first.as_ref().ok().map(MissingParts::of);
    if first.as_ref().is_ok_and(PdfDocument::is_encrypted) || damage.as_ref().is_some_and(MissingParts::is_empty) {
        return first.map(|document| ReadPdf { document, is_damaged: false });
    }
    let salvaged = salvage(file);
    let repaired = salvaged.as_ref().and_then(repaired);
    match (first, repaired) {
        (Ok(document), Some(repaired)) => {
            let mends = damage.as_ref().is_some_and(|damage| damage.is_mended_by(&repaired)) && count(&repaired) >= count(&document);
            let is_damaged = mends || damage.zip(salvaged).is_some_and(|(damage, salvaged)| damage.is_real(&salvaged));
            Ok(ReadPdf { document: if mends { repaired } else { document }, is_damaged })
        }
        (Ok(document), None) => {
            let is_damaged = damage.zip(salvaged).is_some_and(|(damage, salvaged)| damage.is_real(&salvaged));
            Ok(ReadPdf { document, is_damaged })
        }
        (Err(_), Some(document)) => Ok(ReadPdf { document, is_damaged: true }),
        (Err(_), None) if salvaged.is_some() => Err(PdfFault::NoPage),
        (Err(error), None) => Err(error),
    }
}

fn count(document: &PdfDocument) -> usize {
    match pages(document) {
        PageTree::Pages(pages) => pages.len(),
        PageTree::TooMany => usize::MAX,
    }
}

/// What a document lacks, although its file may have it.
struct MissingParts {
    /// Objects that other objects refer to, but that the document does not have.
    missing: BTreeSet<ObjectId>,
    /// Objects that may be streams without their data.
    empty: Vec<ObjectId>,
    /// Whether the table of objects lists one of the missing ones.
    lists_missing: bool,
    has_pages: bool,
}

impl MissingParts {
    fn of(document: &PdfDocument) -> Self {
        let mut missing = BTreeSet::new();
        let mut look = |object: &Object| {
            if let Object::Reference(id) = object
                && !document.objects.contains_key(id)
            {
                missing.insert(*id);
            }
        };
        document.trailer.iter().for_each(|(_, value)| each(value, &mut look));
        // A cross-reference stream is a trailer too. Its entries were read with the trailer.
        let is_trailer = |object: &Object| object.as_stream().is_ok_and(|stream| stream.dict.has_type(b"XRef"));
        document.objects.values().filter(|object| !is_trailer(object)).for_each(|object| each(object, &mut look));
        let is_empty = |object: &Object| match object {
            Object::Dictionary(dictionary) => dictionary.has(b"Length") && !dictionary.has(b"O"),
            Object::Stream(stream) if stream.content.is_empty() => {
                let length =
                    stream.dict.get(b"Length").and_then(|length| document.dereference(length)).and_then(|(_, length)| length.as_i64());
                length.unwrap_or(1) != 0
            }
            _ => false,
        };
        let empty = document.objects.iter().filter(|(_, object)| is_empty(object)).map(|(id, _)| *id).collect();
        let is_listed = |id: &ObjectId| document.reference_table.get(id.0).is_some_and(|entry| entry.is_normal() || entry.is_compressed());
        let lists_missing = missing.iter().any(is_listed);
        Self { missing, empty, lists_missing, has_pages: count(document) > 0 }
    }

    fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.empty.is_empty() && self.has_pages
    }

    /// Whether the file is really damaged: it lists or contains an object that could not be read. A reference to an object that never was
    /// in the file is not damage.
    fn is_real(&self, salvaged: &Salvaged) -> bool {
        self.lists_missing || self.missing.iter().any(|id| salvaged.found.contains_key(&id.0)) || !self.empty.is_empty()
    }

    /// Whether a repaired document has something that the document lacks.
    fn is_mended_by(&self, repaired: &PdfDocument) -> bool {
        let has_data = |id: &ObjectId| repaired.get_object(*id).and_then(Object::as_stream).is_ok_and(|stream| !stream.content.is_empty());
        self.missing.iter().any(|id| repaired.objects.contains_key(id)) || self.empty.iter().any(has_data) || !self.has_pages
    }
}

/// Calls a function for an object and all objects inside it. References are not followed.
fn each(object: &Object, call: &mut impl FnMut(&Object)) {
    let mut left = vec![object];
    while let Some(object) = left.pop() {
        call(object);
        match object {
            Object::Array(values) => left.extend(values),
            Object::Dictionary(dictionary) => left.extend(dictionary.iter().map(|(_, value)| value)),
            Object::Stream(stream) => left.extend(stream.dict.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
}

/// Makes a document from the objects that were found, with the first trailer that leads to pages.
fn repaired(salvaged: &Salvaged) -> Option<PdfDocument> {
    let documents = salvaged.files().filter_map(|file| {
        let mut document = load(&file).ok()?;
        unpack(&mut document, salvaged);
        if count(&document) == 0 {
            find_pages(&mut document);
        }
        Some(document)
    });
    documents.into_iter().find(|document| document.is_encrypted() || count(document) > 0)
}

/// Takes the objects out of the object streams. A later object in the file replaces an earlier one with the same number.
fn unpack(document: &mut PdfDocument, salvaged: &Salvaged) {
    let place = |id: ObjectId| salvaged.found.get(&id.0).map(|found| found.at);
    let streams = document.objects.iter().filter_map(|(id, object)| {
        let stream = object.as_stream().ok().filter(|stream| stream.dict.has_type(b"ObjStm"))?;
        Some((place(*id)?, stream.clone()))
    });
    let mut streams: Vec<_> = streams.collect();
    streams.sort_by_key(|(at, _)| *at);
    for (at, stream) in streams {
        for (id, object) in contained(stream) {
            if place(id).is_none_or(|own| own < at) {
                document.objects.insert(id, object);
            }
        }
    }
}

/// Adds a catalogue to a document whose trailer leads to no pages: one that was found, or a new one for the pages that were found.
fn find_pages(document: &mut PdfDocument) {
    let of_type = |document: &PdfDocument, wanted: &[u8]| -> Vec<ObjectId> {
        let is_wanted = |object: &Object| object.as_dict().is_ok_and(|dictionary| dictionary.has_type(wanted));
        document.objects.iter().filter(|(_, object)| is_wanted(object)).map(|(id, _)| *id).collect()
    };
    let root_of = |document: &mut PdfDocument, tree: ObjectId| {
        let catalog = dictionary([("Type", name("Catalog")), ("Pages", Object::Reference(tree))]);
        let catalog = document.add_object(catalog);
        document.trailer.set("Root", Object::Reference(catalog));
    };
    for catalog in of_type(document, b"Catalog").into_iter().rev() {
        document.trailer.set("Root", Object::Reference(catalog));
        if count(document) > 0 {
            return;
        }
    }
    let has_parent = |node: &ObjectId| document.get_dictionary(*node).is_ok_and(|node| node.has(b"Parent"));
    let roots: Vec<ObjectId> = of_type(document, b"Pages").into_iter().filter(|node| !has_parent(node)).collect();
    for root in roots.into_iter().rev() {
        root_of(document, root);
        if count(document) > 0 {
            return;
        }
    }
    let kids: Vec<Object> = of_type(document, b"Page").into_iter().map(Object::Reference).collect();
    let mut tree = Dictionary::new();
    tree.set("Type", name("Pages"));
    tree.set("Count", Object::Integer(integer(kids.len())));
    tree.set("Kids", Object::Array(kids));
    let tree = document.add_object(tree);
    root_of(document, tree);
}
