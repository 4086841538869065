//! What the writer lacks: contents, boxes, outline, page labels, named places, links, metadata. The only file that names `lopdf`.
use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, SaveOptions, Stream, StringFormat};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::PdfError;
use super::picture::deflate;
use super::press;
use super::usage::Usage;
use crate::document::{DivisionKind, Folio, NodeId};
use crate::font::FontBook;
use crate::resolve::{Book, ContentsEntry};
use crate::typeset::{LinkTarget, Page, PageItem, Pages};
use crate::units::{Length, Point};

/// The document as the writer hands it over.
pub(super) type Skeleton = lopdf::Document;

/// What the catalogue is made from.
pub(super) struct Given<'a> {
    pub(super) pages: &'a Pages,
    pub(super) book: &'a Book<'a>,
    pub(super) usage: &'a Usage,
    pub(super) fonts: &'a FontBook,
}

/// Completes the document and gives its bytes. `contents` are the pages' streams, deflated.
pub(super) fn finish(mut document: Skeleton, contents: Vec<Vec<u8>>, given: &Given<'_>) -> Result<Vec<u8>, PdfError> {
    let print = &given.book.edition.print;
    // PDF/X-4 is of 1.6.
    document.version = if press::is_x4(print) { "1.6" } else { "1.7" }.to_owned();
    document.binary_mark = vec![0xE2, 0xE3, 0xCF, 0xD3];
    let page_ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    let places = places(given, &page_ids);
    for ((id, content), page) in page_ids.iter().zip(contents).zip(&given.pages.pages) {
        let mut dictionary = Dictionary::new();
        dictionary.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        let stream = Stream { dict: dictionary, content, allows_compression: false, start_position: None };
        let old =
            document.get_dictionary(*id).ok().and_then(|page| page.get(b"Contents").ok()).and_then(|object| object.as_reference().ok());
        let contents = match old {
            Some(old) => {
                document.set_object(old, stream);
                old
            }
            None => document.add_object(stream),
        };
        let annotations = if print.is_pod() { Vec::new() } else { links(&mut document, *id, page, &places) };
        if let Ok(dictionary) = document.get_dictionary_mut(*id) {
            dictionary.set("Contents", Object::Reference(contents));
            let boxes = press::boxes(page, print);
            for (name, sides) in [("MediaBox", boxes.media), ("CropBox", boxes.media), ("BleedBox", boxes.media), ("TrimBox", boxes.trim)] {
                dictionary.set(name, Object::Array(sides.map(real).to_vec()));
            }
            dictionary.remove(b"Annots");
            if !annotations.is_empty() {
                dictionary.set("Annots", Object::Array(annotations));
                dictionary.set("Tabs", Object::Name(b"S".to_vec()));
            }
        }
    }
    repair_faces(&mut document, given);
    // A press follows no links.
    let names = (!print.is_pod()).then(|| names(&mut document, places));
    let outline = if print.is_pod() { None } else { outline(&mut document, given, &page_ids) };
    let intent = press::is_x4(print).then(|| output_intent(&mut document));
    let metadata = &given.book.edition.metadata;
    let date = pdf_date(&metadata.modified);
    let info = document.add_object(info(given, &date));
    let packet =
        Stream::new(dictionary(&[("Type", name("Metadata")), ("Subtype", name("XML"))]), xmp(given).into_bytes()).with_compression(false);
    let packet = document.add_object(packet);
    let labels = page_labels(&given.pages.pages);
    if let Ok(catalog) = document.catalog_mut() {
        catalog.remove(b"Outlines");
        catalog.remove(b"PageLayout");
        catalog.remove(b"OCProperties");
        catalog.set("PageMode", name(if outline.is_some() { "UseOutlines" } else { "UseNone" }));
        if let Some(outline) = outline {
            catalog.set("Outlines", Object::Reference(outline));
        }
        if let Some(names) = names {
            catalog.set("PageLabels", labels);
            catalog.set("Names", Object::Dictionary(dictionary(&[("Dests", Object::Reference(names))])));
        }
        if let Some(intent) = intent {
            catalog.set("OutputIntents", Object::Array(vec![intent]));
        }
        catalog.set("Lang", literal(metadata.language.tag()));
        catalog.set("ViewerPreferences", Object::Dictionary(dictionary(&[("DisplayDocTitle", Object::Boolean(true))])));
        catalog.set("Metadata", Object::Reference(packet));
    }
    document.trailer.set("Info", Object::Reference(info));
    document.prune_objects();
    compress(&mut document);
    document.renumber_objects();
    let id = Object::String(UNNAMED.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    let options =
        SaveOptions::builder().use_object_streams(true).use_xref_streams(true).max_objects_per_stream(200).compression_level(6).build();
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options).map_err(PdfError::Write)?;
    christen(&mut bytes);
    Ok(bytes)
}

/// The condition that a PDF/X-4 is made for (ISO 15930-7, 6.2.2).
fn output_intent(document: &mut Skeleton) -> Object {
    let profile = document.add_object(Stream::new(dictionary(&[("N", Object::Integer(1))]), press::grey_profile()));
    Object::Dictionary(dictionary(&[
        ("Type", name("OutputIntent")),
        ("S", name("GTS_PDFX")),
        ("OutputConditionIdentifier", literal(press::CONDITION)),
        ("Info", literal(press::CONDITION)),
        ("DestOutputProfile", Object::Reference(profile)),
    ]))
}

/// Stands for the name of the file until all else is written.
const UNNAMED: [u8; 16] = *b"not yet named :-";

/// Names the file by what is in it (ISO 32000-1, 14.4), so that the same book has the same name: never a clock or a counter.
/// The name is in the trailer, in plain hexadecimal digits.
fn christen(file: &mut [u8]) {
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
fn compress(document: &mut Skeleton) {
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

/// The link annotations of a page. A link to a name that stands on no page is left out: its text is printed all the same.
fn links(document: &mut Skeleton, page: ObjectId, finished: &Page, places: &BTreeMap<&[u8], Object>) -> Vec<Object> {
    let mut annotations = Vec::new();
    for placed in &finished.items {
        let PageItem::Link { to, text, size } = &placed.item else { continue };
        if matches!(to, LinkTarget::Anchor(anchor) if !places.contains_key(anchor.as_bytes())) {
            continue;
        }
        let top = finished.size.height - placed.at.y;
        let rectangle = vec![real(placed.at.x), real(top - size.height), real(placed.at.x + size.width), real(top)];
        let mut link = dictionary(&[
            ("Type", name("Annot")),
            ("Subtype", name("Link")),
            ("Rect", Object::Array(rectangle)),
            ("F", Object::Integer(4)),
        ]);
        link.set("Border", Object::Array(vec![Object::Integer(0), Object::Integer(0), Object::Integer(0)]));
        link.set("Contents", said(text));
        link.set("P", Object::Reference(page));
        match to {
            LinkTarget::Anchor(anchor) => link.set("Dest", bytes(anchor)),
            LinkTarget::Uri(uri) => {
                link.set("A", Object::Dictionary(dictionary(&[("Type", name("Action")), ("S", name("URI")), ("URI", literal(uri))])));
            }
        }
        annotations.push(Object::Reference(document.add_object(link)));
    }
    annotations
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
            Object::Reference(document.add_object(dictionary(&[("Limits", Object::Array(limits)), ("Names", Object::Array(list))])))
        })
        .collect();
    let root = if leaves.is_empty() {
        dictionary(&[("Names", Object::Array(Vec::new()))])
    } else {
        dictionary(&[("Kids", Object::Array(leaves))])
    };
    document.add_object(root)
}

/// A place on a page, a little above what is meant.
fn destination(id: ObjectId, page: &Page, at: Point) -> Object {
    let top = page.size.height - (at.y - Length::points(6)).max(Length::ZERO);
    Object::Array(vec![Object::Reference(id), name("XYZ"), Object::Null, real(top), Object::Null])
}

/// The nested outline; parts and chapters are shown, what is under chapters is folded.
fn outline(document: &mut Skeleton, given: &Given<'_>, page_ids: &[ObjectId]) -> Option<ObjectId> {
    let places: BTreeMap<NodeId, Object> = given
        .pages
        .places
        .iter()
        .filter_map(|(node, number, at)| Some((*node, destination(*page_ids.get(*number)?, given.pages.pages.get(*number)?, *at))))
        .collect();
    if given.book.resolution.contents.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let (first, last, count) = level(document, &given.book.resolution.contents, root, &places)?;
    let entries = [
        ("Type", name("Outlines")),
        ("First", Object::Reference(first)),
        ("Last", Object::Reference(last)),
        ("Count", Object::Integer(count)),
    ];
    document.set_object(root, dictionary(&entries));
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
        let mut item = dictionary(&[("Title", said(&title)), ("Parent", Object::Reference(parent))]);
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
            ranges.push(Object::Dictionary(dictionary(&[("S", name(style)), ("St", Object::Integer(i64::from(number.get())))])));
        }
        expected = match page.folio {
            Folio::Roman(number) => number.checked_add(1).map(Folio::Roman),
            Folio::Arabic(number) => number.checked_add(1).map(Folio::Arabic),
        };
    }
    Object::Dictionary(dictionary(&[("Nums", Object::Array(ranges))]))
}

/// Puts right what the writer guesses: the height of capitals and the flags of the faces.
fn repair_faces(document: &mut Skeleton, given: &Given<'_>) {
    for face in &given.usage.faces {
        let face = given.fonts.face(face.face);
        let suffix = format!("+{}", face.postscript_name());
        let metrics = face.metrics();
        let capitals = metrics.cap_height * 1000 / metrics.units_per_em.max(1);
        // Serif, nonsymbolic, italic (ISO 32000-1, table 123).
        let serif = i64::from(!face.family.contains("Sans") && !face.family.contains("Mono") && !face.family.contains("Atkinson")) << 1;
        let fixed = i64::from(face.family.contains("Mono"));
        let flags = fixed | serif | 1 << 5 | i64::from(face.italic) << 6;
        for object in document.objects.values_mut() {
            let Ok(descriptor) = object.as_dict_mut() else { continue };
            let own = descriptor.get(b"FontName").and_then(Object::as_name).is_ok_and(|name| name.ends_with(suffix.as_bytes()));
            if own {
                descriptor.set("CapHeight", Object::Integer(capitals));
                descriptor.set("Flags", Object::Integer(flags));
            }
        }
    }
}

fn info(given: &Given<'_>, date: &str) -> Dictionary {
    let metadata = &given.book.edition.metadata;
    let mut info = dictionary(&[("Title", said(&metadata.title)), ("Creator", said(CREATOR)), ("Producer", said(CREATOR))]);
    let authors = metadata.author_line();
    if !authors.is_empty() {
        info.set("Author", said(&authors));
    }
    if let Some(description) = &metadata.description {
        info.set("Subject", said(description));
    }
    if !metadata.subjects.is_empty() {
        info.set("Keywords", said(&metadata.subjects.join("; ")));
    }
    if press::is_x4(&given.book.edition.print) {
        info.set("Trapped", name("False"));
    }
    info.set("CreationDate", literal(date));
    info.set("ModDate", literal(date));
    info
}

/// The program's name in the metadata.
const CREATOR: &str = concat!("chapbook ", env!("CARGO_PKG_VERSION"));

/// `2026-11-23T00:00:00Z` as a PDF date.
fn pdf_date(modified: &str) -> String {
    let digits: String = modified.chars().filter(char::is_ascii_digit).take(14).collect();
    if digits.len() == 14 { format!("D:{digits}Z") } else { "D:19800101000000Z".to_owned() }
}

/// The XMP packet, in step with the info dictionary.
fn xmp(given: &Given<'_>) -> String {
    let metadata = &given.book.edition.metadata;
    let language = escaped(metadata.language.tag());
    let mut dc = format!("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>\n", escaped(&metadata.title));
    if !metadata.authors.is_empty() {
        // In step with the info dictionary, which has one string.
        dc.push_str(&format!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n", escaped(&metadata.author_line())));
    }
    if let Some(description) = &metadata.description {
        dc.push_str(&format!(
            "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:description>\n",
            escaped(description)
        ));
    }
    if let Some(rights) = &metadata.rights {
        dc.push_str(&format!("<dc:rights><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:rights>\n", escaped(rights)));
    }
    if !metadata.subjects.is_empty() {
        dc.push_str(&format!("<pdf:Keywords>{}</pdf:Keywords>\n", escaped(&metadata.subjects.join("; "))));
    }
    if press::is_x4(&given.book.edition.print) {
        dc.push_str(&press::properties(metadata));
    }
    let date = if pdf_date(&metadata.modified).len() == 17 { metadata.modified.as_str() } else { "1980-01-01T00:00:00Z" };
    let identifier = escaped(&metadata.stable_identifier());
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n\
         <dc:format>application/pdf</dc:format>\n<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n\
         <dc:identifier>{identifier}</dc:identifier>\n{dc}\
         <xmp:CreateDate>{date}</xmp:CreateDate>\n<xmp:ModifyDate>{date}</xmp:ModifyDate>\n\
         <xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>\n<pdf:Producer>{CREATOR}</pdf:Producer>\n\
         </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            control if control.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

fn dictionary(entries: &[(&str, Object)]) -> Dictionary {
    let mut dictionary = Dictionary::new();
    for (key, value) in entries {
        dictionary.set(*key, value.clone());
    }
    dictionary
}

fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

fn literal(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}

fn bytes(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}

/// A text for people: as it is if ASCII, else UTF-16 with its mark (ISO 32000-1, 7.9.2.2).
fn said(text: &str) -> Object {
    if text.is_ascii() {
        return literal(text);
    }
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}

/// Points with at most three decimals.
#[expect(clippy::cast_possible_truncation, reason = "a PDF real has no more precision")]
fn real(length: Length) -> Object {
    let thousandths = (length.to_pt() * 1000.0).round() / 1000.0;
    if thousandths.fract() == 0.0 { Object::Integer(thousandths as i64) } else { Object::Real(thousandths as f32) }
}
