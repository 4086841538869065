//! Imposes the pages of a finished PDF, from chapbook or another program, on sheets.
//!
//! Each page becomes a form XObject (ISO 32000-1, 8.10) with its content and resources unchanged. The form's matrix makes the page upright,
//! with its lower left corner at the origin, whatever its boxes and rotation are. Each side of a sheet is a new page that places the forms.
//! Nothing is rendered, and no glyph changes. The appearances of annotations (fields, stamps) become part of the page. Everything that only
//! a screen can use (outline, links, tags, named destinations) is dropped.
pub(crate) mod appearance;
mod fields;
mod lettering;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::imposition::{Duplex, Imposition, Scheme, Sheet, SheetSide, advice, sheets, slip};
use crate::pdf::file::compress::{compress_streams, is_sound};
use crate::pdf::file::identifier;
use crate::pdf::file::object::{
    Dictionary, EncryptionFailure, MOST_BYTES, Object, ObjectId, PdfDocument, PdfFault, Stream, dictionary, inherited, integer, name,
    numbers, real, text_of, text_string, why_locked,
};
use crate::pdf::file::serialize;
use crate::pdf::imposition::appearance::{Appearance, appearances};
use crate::pdf::metadata::xmp::{CREATOR, SheetMetadata};
use crate::pdf::reading::page_tree::{MOST_PAGES, PageTree, pages};
use crate::pdf::reading::read;
use crate::units::{Length, Point, Size};

/// A finished PDF of sheets.
#[derive(Clone, Debug)]
pub struct Imposed {
    /// The file.
    pub bytes: Vec<u8>,
    /// The number of imposed pages.
    pub pages: usize,
    /// The number of sheets.
    pub sheets: usize,
    /// The printing instructions.
    pub slip: String,
    /// What the user should know before printing, in sentences.
    pub advice: Vec<String>,
}

/// Why a PDF cannot be imposed.
#[derive(Debug, thiserror::Error)]
pub enum ImposeError {
    /// It is not a PDF, or it is damaged.
    #[error("it is not a PDF that can be read: {0}")]
    Broken(PdfFault),
    /// It is encrypted, and needs a password.
    #[error("it is encrypted; save it without a password first")]
    Encrypted,
    /// It is encrypted in a way that is not known.
    #[error("it is encrypted in a way that chapbook does not know; save it without encryption first")]
    UnknownEncryption,
    /// It has no pages.
    #[error("it has no pages")]
    Empty,
    /// It has more pages than any book.
    #[error("it has more than {MOST_PAGES} pages")]
    TooManyPages,
}

/// Imposes the pages of a PDF on sheets. `language` is the BCP 47 tag of the printing instructions. The same file and settings give the
/// same bytes.
///
/// # Errors
/// If the file cannot be read.
pub fn impose(file: &[u8], imposition: &Imposition, language: &str) -> Result<Imposed, ImposeError> {
    let mut read = read(file).map_err(ImposeError::Broken)?;
    if read.document.is_encrypted() {
        return Err(match why_locked(&mut read.document) {
            EncryptionFailure::ByPassword => ImposeError::Encrypted,
            EncryptionFailure::Otherwise => ImposeError::UnknownEncryption,
        });
    }
    let mut imposed = impose_document(read.document, imposition, language)?;
    if read.is_damaged {
        imposed
            .advice
            .insert(0, "the file is damaged: the sheets have the pages that could be read; compare them with your pages".to_owned());
    }
    Ok(imposed)
}

/// Imposes the pages of a document. Its streams need not be compressed yet.
pub(crate) fn impose_document(mut document: PdfDocument, imposition: &Imposition, language: &str) -> Result<Imposed, ImposeError> {
    let ids = match pages(&document) {
        PageTree::Pages(ids) if ids.is_empty() => return Err(ImposeError::Empty),
        PageTree::Pages(ids) => ids,
        PageTree::TooMany => return Err(ImposeError::TooManyPages),
    };
    let mut remarks = fields::draw_values(&mut document, &ids);
    // A page may be in the tree several times.
    let mut known: BTreeMap<ObjectId, FormXObject> = BTreeMap::new();
    for (nth, id) in ids.iter().enumerate() {
        if !known.contains_key(id) {
            let made = form(&mut document, *id)?;
            if !made.is_whole {
                remarks.push(format!("page {} is incomplete: a part of its content cannot be read", nth + 1));
            }
            known.insert(*id, made);
        }
    }
    let forms: Vec<FormXObject> = ids.iter().filter_map(|id| known.get(id).copied()).collect();
    let largest = forms
        .iter()
        .fold(Size::default(), |size, form| Size { width: size.width.max(form.size.width), height: size.height.max(form.size.height) });
    let sheets = sheets(forms.len(), largest, imposition);
    let slip = slip(forms.len(), &sheets, imposition, language);
    let sizes: Vec<Size> = forms.iter().map(|form| form.size).collect();
    remarks.extend(advice(&sizes, &sheets, imposition));
    let faces: Vec<&SheetSide> = match (imposition.scheme, imposition.duplex) {
        (Scheme::Zine, _) => sheets.iter().map(|sheet| &sheet.front).collect(),
        (_, Some(Duplex::TwoPass)) => sheets.iter().map(|sheet| &sheet.front).chain(sheets.iter().map(|sheet| &sheet.back)).collect(),
        (_, Some(Duplex::LongEdge | Duplex::ShortEdge) | None) => sheets.iter().flat_map(|sheet| [&sheet.front, &sheet.back]).collect(),
    };
    let tree = document.new_object_id();
    let pages: Vec<Object> = faces.iter().map(|face| Object::Reference(sheet(&mut document, tree, face, &forms, largest))).collect();
    finish(&mut document, tree, pages, imposition, &sheets);
    let mut bytes = serialize::write(document, &serialize::WrittenObjects::default());
    identifier::fill_in(&mut bytes);
    Ok(Imposed { bytes, pages: forms.len(), sheets: sheets.len(), slip, advice: remarks })
}

/// A page as a form XObject.
#[derive(Clone, Copy)]
struct FormXObject {
    id: ObjectId,
    /// Whether all its content could be read.
    is_whole: bool,
    /// The size as a reader shows it, with the page's rotation.
    size: Size,
}

/// A box of a page: left, bottom, right, top.
fn rectangle(document: &PdfDocument, page: ObjectId, key: &[u8]) -> Option<[f32; 4]> {
    let value = inherited(document, page, key)?;
    let (_, value) = document.dereference(&value).ok()?;
    let [x0, y0, x1, y1]: [f32; 4] = numbers(document, value)?;
    Some([x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)])
}

/// US Letter, which readers assume for a page without a box.
const LETTER: [f32; 4] = [0.0, 0.0, 612.0, 792.0];

/// Makes a form from a page.
fn form(document: &mut PdfDocument, page: ObjectId) -> Result<FormXObject, ImposeError> {
    let media = rectangle(document, page, b"MediaBox").unwrap_or(LETTER);
    let crop = rectangle(document, page, b"CropBox").unwrap_or(media);
    let seen = [crop[0].max(media[0]), crop[1].max(media[1]), crop[2].min(media[2]), crop[3].min(media[3])];
    let [x0, y0, x1, y1] = if seen[2] - seen[0] > 1.0 && seen[3] - seen[1] > 1.0 { seen } else { media };
    let (width, height) = (x1 - x0, y1 - y0);
    if width < 1.0 || height < 1.0 {
        return Err(ImposeError::Broken(PdfFault::NoSize));
    }
    let rotation = inherited(document, page, b"Rotate").and_then(|value| document.dereference(&value).ok()?.1.as_i64().ok()).unwrap_or(0);
    let (matrix, (width, height)) = match rotation.rem_euclid(360) {
        90 => ([0.0, -1.0, 1.0, 0.0, -y0, x1], (height, width)),
        180 => ([-1.0, 0.0, 0.0, -1.0, x1, y1], (width, height)),
        270 => ([0.0, 1.0, -1.0, 0.0, y1, -x0], (height, width)),
        _ => ([1.0, 0.0, 0.0, 1.0, -x0, -y0], (width, height)),
    };
    // A unit of the page in points (ISO 32000-1, 14.11.2.1, table 30: UserUnit).
    let unit = document.get_dictionary(page).ok().and_then(|page| page.get(b"UserUnit").ok()?.as_float().ok());
    let unit = unit.filter(|unit| unit.is_finite() && *unit > 0.0).unwrap_or(1.0);
    let matrix = matrix.map(|number| number * unit);
    let (width, height) = (width * unit, height * unit);
    let list = |numbers: &[f32]| Object::Array(numbers.iter().map(|number| Object::Real(*number)).collect());
    let mut plain = dictionary([("Type", name("XObject")), ("Subtype", name("Form"))]);
    plain.set("BBox", list(&[x0, y0, x1, y1]));
    let mut whole = plain.clone();
    whole.set("Matrix", list(&matrix));
    let upon = appearances(document, page);
    let mut own = if upon.is_empty() { whole.clone() } else { plain };
    own.set("Resources", inherited(document, page, b"Resources").unwrap_or_else(|| Object::Dictionary(Dictionary::new())));
    if let Some(group) = document.get_dictionary(page).ok().and_then(|page| page.get(b"Group").ok()) {
        own.set("Group", group.clone());
    }
    let (stream, is_whole) = content(document, page, own);
    let mut id = document.add_object(stream);
    if !upon.is_empty() {
        id = with_annotations(document, whole, id, &upon);
    }
    let size = |number: f32| Length::from_pt(f64::from(number));
    Ok(FormXObject { id, is_whole, size: Size { width: size(width), height: size(height) } })
}

/// A form of a page with the appearances of its annotations. The page is a form of its own within it, so that its graphics state does not
/// affect the annotations.
fn with_annotations(document: &mut PdfDocument, mut whole: Dictionary, page: ObjectId, upon: &[Appearance]) -> ObjectId {
    let bounds = whole.get(b"BBox").cloned().unwrap_or(Object::Null);
    let mut forms = dictionary([("P", Object::Reference(page))]);
    let mut content = "q /P Do Q\n".to_owned();
    for (number, appearance) in upon.iter().enumerate() {
        let name_of = format!("A{number}");
        let placed: String = appearance.placed.iter().map(|value| format!("{value:.6} ")).collect();
        let draws = format!("q {placed}cm /{name_of} Do Q\n");
        match &appearance.layer {
            None => {
                forms.set(name_of, Object::Reference(appearance.form));
                content.push_str(&draws);
            }
            // A layer applies to a whole form, so this one contains nothing else.
            Some(layer) => {
                let inner = dictionary([(name_of.as_str(), Object::Reference(appearance.form))]);
                let mut own = dictionary([("Type", name("XObject")), ("Subtype", name("Form")), ("OC", layer.clone())]);
                own.set("BBox", bounds.clone());
                own.set("Resources", Object::Dictionary(dictionary([("XObject", Object::Dictionary(inner))])));
                let held = document.add_object(Stream::new(own, draws.into_bytes()));
                forms.set(name_of.clone(), Object::Reference(held));
                let _ = writeln!(content, "/{name_of} Do");
            }
        }
    }
    whole.set("Resources", Object::Dictionary(dictionary([("XObject", Object::Dictionary(forms))])));
    document.add_object(Stream::new(whole, content.into_bytes()))
}

/// The content of a page as one stream, and whether all of it could be read. A single stream stays as it is; several are joined with line
/// breaks between them.
fn content(document: &PdfDocument, page: ObjectId, mut own: Dictionary) -> (Stream, bool) {
    let named = document.get_page_contents(page);
    let streams: Vec<&Stream> =
        named.iter().filter_map(|id| document.get_object(*id).ok().and_then(|object| object.as_stream().ok())).collect();
    let mut is_whole = streams.len() == named.len();
    let mut whole = Vec::new();
    for stream in &streams {
        if !stream.dict.has(b"Filter") {
            whole.extend(&stream.content);
        } else if let Ok(plain) = stream.decompressed_content_with_limit(MOST_BYTES) {
            let is_deflated = matches!(stream.dict.get(b"Filter"), Ok(Object::Name(filter)) if filter == b"FlateDecode");
            is_whole &= !is_deflated || stream.dict.has(b"DecodeParms") || is_sound(&stream.content, plain.len());
            whole.extend(plain);
        } else {
            is_whole = false;
        }
        whole.push(b'\n');
    }
    let [only] = streams[..] else { return (Stream::new(own, whole), is_whole) };
    for key in [b"Filter".as_slice(), b"DecodeParms"] {
        if let Ok(value) = only.dict.get(key) {
            own.set(key, value.clone());
        }
    }
    (Stream::new(own, only.content.clone()), is_whole)
}

/// A side of a sheet as a page.
fn sheet(document: &mut PdfDocument, tree: ObjectId, face: &SheetSide, forms: &[FormXObject], largest: Size) -> ObjectId {
    let height = face.size.height;
    let pt = |length: Length| {
        let text = format!("{:.3}", length.to_pt());
        let text = text.trim_end_matches('0').trim_end_matches('.');
        if text == "-0" { "0".to_owned() } else { text.to_owned() }
    };
    let mut content = String::new();
    let mut placed = Dictionary::new();
    let mut used = BTreeSet::new();
    for cell in &face.cells {
        let Some((number, form)) = cell.page.and_then(|page| Some((page, forms.get(page)?))) else { continue };
        if used.insert(number) {
            placed.set(format!("P{number}"), Object::Reference(form.id));
        }
        let scaled = |length: Length| length.scaled(cell.scale, 1000);
        // A page that is smaller than the largest is centred.
        let x = cell.page_at.x + scaled(largest.width - form.size.width) / 2;
        let y = height - cell.page_at.y - scaled(largest.height + form.size.height) / 2;
        let (left, foot) = (cell.at.x, height - cell.at.y - cell.size.height);
        #[expect(clippy::cast_precision_loss, reason = "thousandths of a scale are small")]
        let scale = cell.scale as f64 / 1000.0;
        let (scale, x, y) =
            if cell.turned { (-scale, left * 2 + cell.size.width - x, foot * 2 + cell.size.height - y) } else { (scale, x, y) };
        let _ = writeln!(content, "q {} {} {} {} re W n", pt(left), pt(foot), pt(cell.size.width), pt(cell.size.height));
        let _ = writeln!(content, "{scale} 0 0 {scale} {} {} cm /P{number} Do Q", pt(x), pt(y));
    }
    let up = |at: &Point| (pt(at.x), pt(height - at.y));
    if !face.lines.is_empty() || !face.bars.is_empty() {
        content.push_str("q 0 G 0 g 0.25 w\n");
        for (from, to) in &face.lines {
            let ((x0, y0), (x1, y1)) = (up(from), up(to));
            let _ = writeln!(content, "{x0} {y0} m {x1} {y1} l S");
        }
        for (at, size) in &face.bars {
            let _ = writeln!(content, "{} {} {} {} re f", pt(at.x), pt(height - at.y - size.height), pt(size.width), pt(size.height));
        }
        content.push_str("Q\n");
    }
    let contents = document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
    let media = Object::Array(vec![Object::Integer(0), Object::Integer(0), real(face.size.width), real(face.size.height)]);
    let resources = dictionary([("XObject", Object::Dictionary(placed))]);
    document.add_object(dictionary([
        ("Type", name("Page")),
        ("Parent", Object::Reference(tree)),
        ("MediaBox", media),
        ("Resources", Object::Dictionary(resources)),
        ("Contents", Object::Reference(contents)),
    ]))
}

/// The entries that are kept of the catalogue: language, output intents and layers.
const KEPT: [&[u8]; 3] = [b"Lang", b"OutputIntents", b"OCProperties"];

/// Writes a new catalogue for the sheets. Objects that it does not reach are removed.
fn finish(document: &mut PdfDocument, tree: ObjectId, pages: Vec<Object>, imposition: &Imposition, sheets: &[Sheet]) {
    let count = integer(pages.len());
    let nodes = dictionary([("Type", name("Pages")), ("Kids", Object::Array(pages)), ("Count", Object::Integer(count))]);
    document.set_object(tree, nodes);
    let wide = sheets.first().is_some_and(|sheet| sheet.front.size.width > sheet.front.size.height);
    let duplex = match (imposition.scheme, imposition.duplex) {
        (Scheme::Zine, _) | (_, Some(Duplex::TwoPass)) => "Simplex",
        (_, Some(Duplex::LongEdge)) => "DuplexFlipLongEdge",
        (_, Some(Duplex::ShortEdge)) => "DuplexFlipShortEdge",
        (_, None) if wide => "DuplexFlipShortEdge",
        (_, None) => "DuplexFlipLongEdge",
    };
    // Prevents scaling, and turning over the wrong edge (ISO 32000-1, 12.2).
    let preferences = dictionary([("PrintScaling", name("None")), ("Duplex", name(duplex))]);
    let mut catalog = dictionary([("Type", name("Catalog")), ("Pages", Object::Reference(tree))]);
    catalog.set("ViewerPreferences", Object::Dictionary(preferences));
    if let Ok(old) = document.catalog() {
        for key in KEPT {
            if let Ok(value) = old.get(key) {
                catalog.set(key, value.clone());
            }
        }
    }
    let old_info = document.trailer.get(b"Info").ok().and_then(|info| document.dereference(info).ok()?.1.as_dict().ok().cloned());
    let mut info = dictionary([("Creator", text_string(CREATOR)), ("Producer", text_string(CREATOR))]);
    for key in [b"Title".as_slice(), b"Author", b"CreationDate", b"ModDate"] {
        if let Some(value) = old_info.as_ref().and_then(|old| old.get(key).ok()) {
            info.set(key, value.clone());
        }
    }
    let text = |dictionary: &Dictionary, key: &[u8]| {
        let value = dictionary.get(key).ok().and_then(|value| document.dereference(value).ok());
        value.and_then(|(_, value)| text_of(value)).filter(|text| !text.is_empty())
    };
    let packet = SheetMetadata {
        title: text(&info, b"Title"),
        author: text(&info, b"Author"),
        language: text(&catalog, b"Lang"),
        created: text(&info, b"CreationDate"),
        modified: text(&info, b"ModDate"),
    };
    let kind = dictionary([("Type", name("Metadata")), ("Subtype", name("XML"))]);
    let packet = document.add_object(Stream::new(kind, packet.xmp().into_bytes()).with_compression(false));
    catalog.set("Metadata", Object::Reference(packet));
    let (catalog, info) = (document.add_object(catalog), document.add_object(info));
    document.trailer = dictionary([("Root", Object::Reference(catalog)), ("Info", Object::Reference(info))]);
    identifier::reserve(&mut document.trailer);
    document.version = "1.7".to_owned();
    document.prune_objects();
    document.renumber_objects();
    compress_streams(document);
}
