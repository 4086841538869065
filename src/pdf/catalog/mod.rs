//! What the writer lacks: contents, boxes, outline, page labels, named places, links, metadata.
use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::document::{Folio, UndescribedPictures, walk_document};
use crate::font::FontBook;
use crate::pdf::Leaves;
use crate::pdf::file::object::{
    Dictionary, Object, ObjectId, Skeleton, Stream, StringFormat, bytes, dictionary, integer, literal, name, real, said,
};
use crate::pdf::file::serialize::{self, Written, deflate};
use crate::pdf::fonts::descriptor as faces;
use crate::pdf::metadata::xmp::{CREATOR, Claim, pdf_date, xmp};
use crate::pdf::navigation::outline;
use crate::pdf::press;
use crate::pdf::structure::tree::Tree;
use crate::pdf::structure::write as tags;
use crate::resolve::Book;
use crate::typeset::{LinkTarget, Page, PageItem, Pages};
use crate::units::{Length, Point};

/// What the catalogue is made from.
pub(crate) struct Given<'a> {
    pub(crate) pages: &'a Pages,
    pub(crate) book: &'a Book<'a>,
    pub(crate) leaves: &'a Leaves,
    pub(crate) fonts: &'a FontBook,
    /// What the marked content is; none if the document is not tagged.
    pub(crate) tree: Option<&'a Tree>,
}

/// What the document claims. A tagged one is not accessible while a picture lacks an alternative text.
fn claim(given: &Given<'_>) -> Claim {
    let mut undescribed = UndescribedPictures::default();
    walk_document(given.book.document, &mut undescribed);
    if given.tree.is_some() && undescribed.found.is_empty() { Claim::Accessible } else { Claim::Archive }
}

/// Completes the document; gives it with its objects that are written already.
pub(crate) fn finish(mut document: Skeleton, given: &Given<'_>) -> (Skeleton, Written) {
    let print = &given.book.edition.print;
    // PDF/X-4 is of 1.6.
    document.version = if press::is_x4(print) { "1.6" } else { "1.7" }.to_owned();
    document.binary_mark = vec![0xE2, 0xE3, 0xCF, 0xD3];
    // What the writer has of its own and nobody needs goes first: later there is too much to look through.
    if let Ok(catalog) = document.catalog_mut() {
        ["Outlines", "PageLayout", "OCProperties"].iter().for_each(|key| {
            catalog.remove(key.as_bytes());
        });
    }
    document.trailer.remove(b"Info");
    document.prune_objects();
    document.renumber_objects();
    let page_ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    let places = places(given, &page_ids);
    let mut annotated: BTreeMap<(usize, usize), ObjectId> = BTreeMap::new();
    let mut movers: BTreeMap<String, ObjectId> = BTreeMap::new();
    for (number, ((id, content), page)) in page_ids.iter().zip(&given.leaves.contents).zip(&given.pages.pages).enumerate() {
        let mut dictionary = Dictionary::new();
        dictionary.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        let stream = Stream { dict: dictionary, content: content.clone(), allows_compression: false, start_position: None };
        let mover = press::moved(page, given.book.edition).map(|moved| match movers.get(&moved) {
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
    faces::repair(&mut document, given);
    let mut written = Written::default();
    let structure = given.tree.map(|tree| tags::write(&mut document, tree, &annotated, (&page_ids, given), &mut written));
    // A press follows no links.
    let names = (!print.is_pod()).then(|| names(&mut document, places));
    let outline = if print.is_pod() { None } else { outline::outline(&mut document, given, &page_ids) };
    let metadata = &given.book.edition.metadata;
    let date = pdf_date(&metadata.modified);
    let info = document.add_object(info(given, &date));
    let packet = Stream::new(
        dictionary([("Type", name("Metadata")), ("Subtype", name("XML"))]),
        xmp(metadata, print, given.pages.printing.as_deref(), claim(given)).into_bytes(),
    )
    .with_compression(false);
    let packet = document.add_object(packet);
    let intent = match (press::is_x4(print), print.is_pod()) {
        (true, _) => Some(output_intent(&mut document)),
        (false, true) => None,
        (false, false) => Some(intent(&mut document)),
    };
    let labels = page_labels(&given.pages.pages);
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

/// The bytes of a document that was completed.
pub(crate) fn bytes_of((mut document, written): (Skeleton, Written)) -> Vec<u8> {
    compress(&mut document);
    let id = Object::String(UNNAMED.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    let mut bytes = serialize::write(document, &written);
    christen(&mut bytes);
    bytes
}

/// The condition that a PDF/X-4 is made for (ISO 15930-7, 6.2.2).
fn output_intent(document: &mut Skeleton) -> Object {
    let profile = document.add_object(Stream::new(dictionary([("N", Object::Integer(1))]), press::grey_profile()));
    Object::Dictionary(dictionary([
        ("Type", name("OutputIntent")),
        ("S", name("GTS_PDFX")),
        ("OutputConditionIdentifier", literal(press::CONDITION)),
        ("Info", literal(press::CONDITION)),
        ("DestOutputProfile", Object::Reference(profile)),
    ]))
}

/// Stands for the name of the file until all else is written.
pub(crate) const UNNAMED: [u8; 16] = *b"not yet named :-";

/// Names the file by what is in it (ISO 32000-1, 14.4), so that the same book has the same name: never a clock or a counter.
/// The name is in the trailer, in plain hexadecimal digits.
pub(crate) fn christen(file: &mut [u8]) {
    let hexadecimal = |bytes: &[u8]| bytes.iter().flat_map(|byte| format!("{byte:02X}").into_bytes()).collect::<Vec<u8>>();
    let name = hexadecimal(&Sha256::digest(&*file)[..UNNAMED.len()]);
    let placeholder = hexadecimal(&UNNAMED);
    for _ in 0..2 {
        if let Some(at) = file.windows(placeholder.len()).rposition(|digits| digits == placeholder) {
            file[at..at + name.len()].copy_from_slice(&name);
        }
    }
}

/// Deflates, in parallel, all streams that are not.
pub(crate) fn compress(document: &mut Skeleton) {
    let mut plain: Vec<&mut Stream> = document
        .objects
        .values_mut()
        .filter_map(|object| object.as_stream_mut().ok())
        .filter(|stream| stream.allows_compression && !stream.dict.has(b"Filter"))
        .collect();
    plain.par_iter_mut().for_each(|stream| {
        let deflated = deflate(&stream.content);
        if deflated.len() < stream.content.len() {
            stream.dict.set("Filter", name("FlateDecode"));
            stream.content = deflated;
        }
    });
    for object in document.objects.values_mut() {
        if let Ok(stream) = object.as_stream_mut() {
            let length = i64::try_from(stream.content.len()).unwrap_or(i64::MAX);
            stream.dict.set("Length", Object::Integer(length));
        }
    }
}

/// The names of the places that can be linked to.
pub(crate) fn anchors(pages: &Pages) -> HashSet<&str> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    items.filter_map(|placed| if let PageItem::Anchor(anchor) = &placed.item { Some(&**anchor) } else { None }).collect()
}

/// The link annotations of a page, each with its item. A link to a name that stands on no page is left out: its text is
/// printed all the same.
fn links(document: &mut Skeleton, page: ObjectId, finished: &Page, places: &BTreeMap<&[u8], Object>) -> Vec<(usize, ObjectId)> {
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

/// What colours mean (ISO 19005-2, 6.2.3): sRGB; greys are its greys.
fn intent(document: &mut Skeleton) -> Object {
    let profile = Stream::new(dictionary([("N", Object::Integer(3))]), crate::pdf::press::srgb::srgb());
    let profile = document.add_object(profile);
    Object::Dictionary(dictionary([
        ("Type", name("OutputIntent")),
        ("S", name("GTS_PDFA1")),
        ("OutputConditionIdentifier", literal("sRGB IEC61966-2.1")),
        ("Info", literal("sRGB IEC61966-2.1")),
        ("DestOutputProfile", Object::Reference(profile)),
    ]))
}

/// The anchors of the book, the same strings as in the EPUB; the first of a name counts.
fn places<'a>(given: &Given<'a>, page_ids: &[ObjectId]) -> BTreeMap<&'a [u8], Object> {
    let mut places: BTreeMap<&[u8], Object> = BTreeMap::new();
    for (page, id) in given.pages.pages.iter().zip(page_ids) {
        for placed in &page.items {
            if let PageItem::Anchor(anchor) = &placed.item {
                places.entry(anchor.as_bytes()).or_insert_with(|| destination(*id, page, placed.at));
            }
        }
    }
    places
}

/// The tree of named places (ISO 32000-1, 7.9.6).
fn names(document: &mut Skeleton, places: BTreeMap<&[u8], Object>) -> ObjectId {
    let entries: Vec<(&[u8], Object)> = places.into_iter().collect();
    let leaves: Vec<Object> = entries
        .chunks(64)
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

/// A place on a page, a little above what is meant.
pub(crate) fn destination(id: ObjectId, page: &Page, at: Point) -> Object {
    let top = page.size.height - (at.y - Length::points(6)).max(Length::ZERO);
    Object::Array(vec![Object::Reference(id), name("XYZ"), Object::Null, real(top), Object::Null])
}

/// Page labels (ISO 32000-1, 12.4.2): a new range wherever the sort of number changes or one is left out.
fn page_labels(pages: &[Page]) -> Object {
    let mut ranges = Vec::new();
    let mut expected: Option<Folio> = None;
    for (at, page) in pages.iter().enumerate() {
        if expected != Some(page.folio) {
            let (style, number) = match page.folio {
                Folio::Roman(number) => ("r", number),
                Folio::Arabic(number) => ("D", number),
            };
            ranges.push(Object::Integer(i64::try_from(at).unwrap_or(0)));
            ranges.push(Object::Dictionary(dictionary([("S", name(style)), ("St", Object::Integer(i64::from(number.get())))])));
        }
        expected = match page.folio {
            Folio::Roman(number) => number.checked_add(1).map(Folio::Roman),
            Folio::Arabic(number) => number.checked_add(1).map(Folio::Arabic),
        };
    }
    Object::Dictionary(dictionary([("Nums", Object::Array(ranges))]))
}

fn info(given: &Given<'_>, date: &str) -> Dictionary {
    let metadata = &given.book.edition.metadata;
    let mut info = dictionary([("Title", said(&metadata.title)), ("Creator", said(CREATOR)), ("Producer", said(CREATOR))]);
    let authors = metadata.author_line();
    if !authors.is_empty() {
        info.set("Author", said(&authors));
    }
    if let Some(description) = &metadata.description {
        info.set("Subject", said(description));
    }
    if !metadata.subjects.is_empty() {
        info.set("Keywords", said(&metadata.keywords()));
    }
    if press::is_x4(&given.book.edition.print) {
        info.set("Trapped", name("False"));
    }
    info.set("CreationDate", literal(date));
    info.set("ModDate", literal(date));
    info
}
