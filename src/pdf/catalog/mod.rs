//! Completes the document: page contents and boxes, fonts, structure tree, navigation and metadata, and the catalogue that names them.
use std::collections::BTreeMap;

use crate::document::{UndescribedPictures, walk_document};
use crate::font::FontBook;
use crate::pdf::content::page_contents::PageContents;
use crate::pdf::file::compress::compress_streams;
use crate::pdf::file::identifier;
use crate::pdf::file::object::{Dictionary, Object, ObjectId, PdfDocument, Stream, dictionary, integer, literal, name, real};
use crate::pdf::file::serialize::{self, WrittenObjects};
use crate::pdf::fonts::descriptor;
use crate::pdf::metadata::information::information;
use crate::pdf::metadata::xmp::{ConformanceClaim, xmp};
use crate::pdf::navigation::destinations::{name_tree, named_destinations};
use crate::pdf::navigation::links::links;
use crate::pdf::navigation::outline::outline;
use crate::pdf::navigation::page_labels::page_labels;
use crate::pdf::press::{self, output_intent};
use crate::pdf::structure;
use crate::pdf::structure::tree::StructureTree;
use crate::pdf::structure::write::PageObjects;
use crate::resolve::Book;
use crate::typeset::Pages;

/// The parts of a document.
pub(crate) struct DocumentParts<'a> {
    pub(crate) pages: &'a Pages,
    pub(crate) book: &'a Book<'a>,
    pub(crate) contents: &'a PageContents,
    pub(crate) fonts: &'a FontBook,
    /// The structure tree. `None` if the document is not tagged.
    pub(crate) tree: Option<&'a StructureTree>,
}

/// The conformance that the document claims. A tagged document is not accessible while a picture lacks an alternative text.
fn claim(given: &DocumentParts<'_>) -> ConformanceClaim {
    let mut undescribed = UndescribedPictures::default();
    walk_document(given.book.document, &mut undescribed);
    if given.tree.is_some() && undescribed.found.is_empty() { ConformanceClaim::Accessible } else { ConformanceClaim::Archive }
}

/// Completes the document. Returns it with the objects that are already bytes.
pub(crate) fn finish(mut document: PdfDocument, given: &DocumentParts<'_>) -> (PdfDocument, WrittenObjects) {
    let print = &given.book.edition.print;
    // PDF/X-4 is based on PDF 1.6.
    document.version = if press::is_x4(print) { "1.6" } else { "1.7" }.to_owned();
    document.binary_mark = vec![0xE2, 0xE3, 0xCF, 0xD3];
    // Removes what `printpdf` adds and nobody needs. This comes first, while there are few objects to prune.
    if let Ok(catalog) = document.catalog_mut() {
        ["Outlines", "PageLayout", "OCProperties"].iter().for_each(|key| {
            catalog.remove(key.as_bytes());
        });
    }
    document.trailer.remove(b"Info");
    document.prune_objects();
    document.renumber_objects();
    let page_ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    let places = named_destinations(given.pages, &page_ids);
    let mut annotated: BTreeMap<(usize, usize), ObjectId> = BTreeMap::new();
    let mut movers: BTreeMap<String, ObjectId> = BTreeMap::new();
    for (number, ((id, content), page)) in page_ids.iter().zip(&given.contents.streams).zip(&given.pages.pages).enumerate() {
        let mut dictionary = Dictionary::new();
        dictionary.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        let stream = Stream { dict: dictionary, content: content.clone(), allows_compression: false, start_position: None };
        let mover = press::origin_transform(page, given.book.edition).map(|moved| match movers.get(&moved) {
            Some(known) => *known,
            None => {
                let mover = document.add_object(Stream::new(Dictionary::new(), moved.clone().into_bytes()).with_compression(false));
                movers.insert(moved, mover);
                mover
            }
        });
        let old =
            document.get_dictionary(*id).ok().and_then(|page| page.get(b"Contents").ok()).and_then(|object| object.as_reference().ok());
        let contents = match old {
            Some(old) => {
                document.set_object(old, stream);
                old
            }
            None => document.add_object(stream),
        };
        let wanted = if print.is_pod() { Vec::new() } else { links(&mut document, *id, page, &places) };
        let annotations: Vec<Object> = wanted
            .into_iter()
            .map(|(item, link)| {
                annotated.insert((number, item), link);
                Object::Reference(link)
            })
            .collect();
        if let Ok(dictionary) = document.get_dictionary_mut(*id) {
            let contents = Object::Reference(contents);
            dictionary.set("Contents", mover.map_or(contents.clone(), |mover| Object::Array(vec![Object::Reference(mover), contents])));
            let boxes = press::boxes(page, print);
            for (name, sides) in [("MediaBox", boxes.media), ("CropBox", boxes.media), ("BleedBox", boxes.media), ("TrimBox", boxes.trim)] {
                dictionary.set(name, Object::Array(sides.map(real).to_vec()));
            }
            dictionary.remove(b"Annots");
            if given.tree.is_some() {
                dictionary.set("StructParents", Object::Integer(integer(number)));
            }
            if !annotations.is_empty() {
                dictionary.set("Annots", Object::Array(annotations));
                dictionary.set("Tabs", Object::Name(b"S".to_vec()));
            }
        }
    }
    if let Some(page) = page_ids.first() {
        descriptor::complete(&mut document, *page, &given.contents.usage, given.fonts);
    }
    let mut written = WrittenObjects::default();
    let page_objects = PageObjects { pages: &given.pages.pages, ids: &page_ids };
    let structure = given.tree.map(|tree| structure::write::write(&mut document, tree, &annotated, &page_objects, &mut written));
    // A press needs no links.
    let names = (!print.is_pod()).then(|| name_tree(&mut document, places));
    let outline = if print.is_pod() { None } else { outline(&mut document, given.book, given.pages, &page_ids) };
    let metadata = &given.book.edition.metadata;
    let info = document.add_object(information(given.book.edition));
    let packet = Stream::new(
        dictionary([("Type", name("Metadata")), ("Subtype", name("XML"))]),
        xmp(metadata, print, given.pages.printing.as_deref(), claim(given)).into_bytes(),
    )
    .with_compression(false);
    let packet = document.add_object(packet);
    let intent = match (press::is_x4(print), print.is_pod()) {
        (true, _) => Some(output_intent::grey_press(&mut document)),
        (false, true) => None,
        (false, false) => Some(output_intent::screen(&mut document)),
    };
    let labels = page_labels(given.pages);
    if let Ok(catalog) = document.catalog_mut() {
        catalog.set("PageMode", name(if outline.is_some() { "UseOutlines" } else { "UseNone" }));
        if let Some(outline) = outline {
            catalog.set("Outlines", Object::Reference(outline));
        }
        if let Some(names) = names {
            catalog.set("PageLabels", labels);
            catalog.set("Names", Object::Dictionary(dictionary([("Dests", Object::Reference(names))])));
        }
        if let Some(intent) = intent {
            catalog.set("OutputIntents", Object::Array(vec![intent]));
        }
        catalog.set("Lang", literal(metadata.language.tag()));
        catalog.set("ViewerPreferences", Object::Dictionary(dictionary([("DisplayDocTitle", Object::Boolean(true))])));
        catalog.set("Metadata", Object::Reference(packet));
        if let Some(first) = page_ids.first().filter(|_| !print.is_pod()) {
            let whole = vec![Object::Reference(*first), name("Fit")];
            catalog.set("OpenAction", Object::Array(whole));
        }
        if let Some(structure) = structure {
            catalog.set("StructTreeRoot", Object::Reference(structure));
            catalog.set("MarkInfo", Object::Dictionary(dictionary([("Marked", Object::Boolean(true))])));
        }
    }
    document.trailer.set("Info", Object::Reference(info));
    (document, written)
}

/// Serializes a completed document.
pub(crate) fn bytes_of((mut document, written): (PdfDocument, WrittenObjects)) -> Vec<u8> {
    compress_streams(&mut document);
    identifier::reserve(&mut document.trailer);
    let mut bytes = serialize::write(document, &written);
    identifier::fill_in(&mut bytes);
    bytes
}
