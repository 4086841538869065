//! The skeleton of the document: fonts, pictures and empty pages. The only file that names `printpdf`.
//!
//! What `printpdf` 0.12 forces, and how this file deals with it:
//!
//! - It embeds only fonts with at least one glyph in the operations of a page (`prepare_fonts_for_serialization`). There is no way to say
//!   which fonts to embed. So the first page lists every glyph of every font. The catalogue then replaces the content of that page:
//!   encoding pages ourselves takes a third of the time.
//! - It derives `W` and `ToUnicode` from these glyphs, with one text for each glyph, and encodes strings as `Identity-H`. Our codes stand
//!   for pairs of glyph and text, so `fonts/descriptor.rs` replaces both and the encoding. The replaced `ToUnicode` streams stay in the
//!   file without a reference.
//! - It would subset fonts itself, but needs its feature `text_layout` for that, and keeps the glyph numbers to itself. So fonts arrive as
//!   subsets and are embedded whole.
//! - It always writes `PageLayout`, `Info`, a random `ID`, and its own page boxes. The catalogue removes or replaces them.
use std::collections::BTreeMap;

use printpdf::{
    Codepoint, DictItem, ExternalStream, ExternalXObject, FontId, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
    PdfSaveOptions, Pt, Px, Rect, TextItem, XObject, XObjectId,
};

use crate::artwork::Orientation;
use crate::font::{Damage, Face, FontBook};
use crate::pdf::error::PdfError;
use crate::pdf::file::object;
use crate::pdf::fonts::usage::{FaceUse, FontUsage};
use crate::pdf::pictures::pixels::{EncodedPixels, Encoding};
use crate::pdf::pictures::{Picture, Pictures};
use crate::typeset::Pages;

/// Makes the document with all resources, ready for the catalogue. Fonts are named `F0`, `F1`… and pictures `I0`, `I1`…
///
/// # Errors
/// If `printpdf` rejects a font.
pub(crate) fn skeleton(pages: &Pages, usage: &FontUsage, pictures: &Pictures, fonts: &FontBook) -> Result<object::PdfDocument, PdfError> {
    let mut document = PdfDocument::new("");
    let mut register = vec![Op::StartTextSection];
    for (number, face) in usage.faces.iter().enumerate() {
        let id = FontId(format!("F{number}"));
        document.resources.fonts.map.insert(id.clone(), PdfFont::new(parsed(face, fonts)?));
        register.push(Op::SetFont { font: PdfFontHandle::External(id), size: Pt(1.0) });
        let glyphs = face.codes.iter().flatten().map(|code| Codepoint { gid: code.glyph, offset: 0.0, cid: Some(code.text.to_string()) });
        register.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs.collect())] });
    }
    register.push(Op::EndTextSection);
    let mut held = WithheldPixels::default();
    for (number, picture) in pictures.list.iter().enumerate() {
        document.resources.xobjects.map.insert(XObjectId(format!("I{number}")), XObject::External(external(picture, &mut held)));
    }
    document.pages = pages
        .pages
        .iter()
        .enumerate()
        .map(|(number, page)| {
            let ops = if number == 0 { std::mem::take(&mut register) } else { Vec::new() };
            #[expect(clippy::cast_possible_truncation, reason = "the catalogue writes the exact boxes")]
            let (width, height) = (page.size.width.to_pt() as f32, page.size.height.to_pt() as f32);
            let media = Rect::from_xywh(Pt(0.0), Pt(0.0), Pt(width), Pt(height));
            PdfPage { media_box: media.clone(), trim_box: media.clone(), crop_box: media, ops }
        })
        .collect();
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let mut document = document.to_lopdf_document(&options, &mut Vec::new());
    held.put_back(&mut document);
    Ok(document)
}

/// The pixels of pictures, which `printpdf` would copy several times. Streams have a short text in their place until the document is made.
#[derive(Default)]
struct WithheldPixels<'a>(Vec<&'a [u8]>);

impl<'a> WithheldPixels<'a> {
    /// The text that stands for the pixels at an index.
    fn text(at: usize) -> Vec<u8> {
        format!("chapbook: the pixels {at:08}").into_bytes()
    }

    /// Keeps pixels, and returns the text that stands for them.
    fn hold(&mut self, pixels: &'a [u8]) -> Vec<u8> {
        self.0.push(pixels);
        Self::text(self.0.len() - 1)
    }

    /// Puts all pixels into the document.
    fn put_back(&self, document: &mut object::PdfDocument) {
        let places: BTreeMap<Vec<u8>, &[u8]> = self.0.iter().enumerate().map(|(at, pixels)| (Self::text(at), *pixels)).collect();
        for stream in document.objects.values_mut().filter_map(|object| object.as_stream_mut().ok()) {
            if let Some(pixels) = places.get(&stream.content) {
                stream.set_content(pixels.to_vec());
            }
        }
    }
}

/// A font as `printpdf` needs it: the metrics of the whole font and the bytes of the subset.
fn parsed(face: &FaceUse, fonts: &FontBook) -> Result<ParsedFont, PdfError> {
    let whole = fonts.face(face.face);
    let measured = whole.kept(|| measured(whole)).and_then(Option::as_ref);
    let mut parsed = measured.cloned().ok_or_else(|| PdfError::Face(whole.postscript_name()))?;
    parsed.original_bytes.clone_from(&face.subset.data);
    parsed.glyph_widths = face
        .subset
        .glyphs
        .iter()
        .enumerate()
        .filter_map(|(number, &glyph)| Some((u16::try_from(number).ok()?, u16::try_from(whole.advance(glyph)).ok()?)))
        .collect();
    parsed.font_name = Some(format!("{}+{}", tag(face), whole.postscript_name()));
    Ok(parsed)
}

/// The metrics of a font without its glyphs. The glyphs are those of the subset.
fn measured(whole: &Face) -> Option<ParsedFont> {
    let parsed = whole.guarded(|| ParsedFont::from_bytes(whole.data(), 0, &mut Vec::new())).flatten();
    if parsed.is_none() {
        whole.fail(Damage::Rejected("the font is malformed".to_owned()));
    }
    let parsed = parsed?;
    Some(ParsedFont { original_bytes: Vec::new(), codepoint_to_glyph: BTreeMap::new(), glyph_widths: BTreeMap::new(), ..parsed })
}

/// The tag of a subset: six capital letters (ISO 32000-1, 9.6.4), made from a hash of its bytes.
fn tag(face: &FaceUse) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(&face.subset.data).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

fn external<'a>(picture: &'a Picture, held: &mut WithheldPixels<'a>) -> ExternalXObject {
    match picture {
        Picture::Pixels(pixels) if pixels.turn == Orientation::NoTransforms => raster(pixels, held),
        Picture::Pixels(pixels) => turned(pixels, held),
        Picture::Drawing(operators) => {
            let mut form = form(operators.clone(), BTreeMap::new());
            form.stream.dict.insert("Filter".to_owned(), name("FlateDecode"));
            form.stream.compress = false;
            form
        }
    }
}

/// A form in the unit square (ISO 32000-1, 8.10).
fn form(operators: Vec<u8>, resources: BTreeMap<String, DictItem>) -> ExternalXObject {
    let unit = [0, 0, 1, 1].map(DictItem::Int).to_vec();
    let resources = DictItem::Dict { map: resources };
    let dict =
        dictionary([("Type", name("XObject")), ("Subtype", name("Form")), ("BBox", DictItem::Array(unit)), ("Resources", resources)]);
    ExternalXObject { stream: ExternalStream { dict, content: operators, compress: true }, width: None, height: None, dpi: None }
}

fn raster<'a>(pixels: &'a EncodedPixels, held: &mut WithheldPixels<'a>) -> ExternalXObject {
    let count = |count: u32| Some(Px(usize::try_from(count).unwrap_or(0)));
    ExternalXObject { width: count(pixels.width), height: count(pixels.height), dpi: None, stream: image(pixels, held) }
}

/// A picture whose pixels are stored rotated or mirrored. A form turns them upright within the unit square, so the bytes stay as they are.
fn turned<'a>(pixels: &'a EncodedPixels, held: &mut WithheldPixels<'a>) -> ExternalXObject {
    // The images of the unit vectors and of the origin.
    let matrix = match pixels.turn {
        Orientation::NoTransforms => "1 0 0 1 0 0",
        Orientation::FlipHorizontal => "-1 0 0 1 1 0",
        Orientation::Rotate180 => "-1 0 0 -1 1 1",
        Orientation::FlipVertical => "1 0 0 -1 0 1",
        Orientation::Rotate90FlipH => "0 -1 -1 0 1 1",
        Orientation::Rotate90 => "0 -1 1 0 0 1",
        Orientation::Rotate270FlipH => "0 1 1 0 0 0",
        Orientation::Rotate270 => "0 1 -1 0 1 0",
    };
    let inner = DictItem::Dict { map: dictionary([("I", DictItem::Stream { stream: image(pixels, held) })]) };
    form(format!("{matrix} cm /I Do").into_bytes(), dictionary([("XObject", inner)]))
}

/// An image dictionary with its data (ISO 32000-1, 8.9.5).
fn image<'a>(pixels: &'a EncodedPixels, held: &mut WithheldPixels<'a>) -> ExternalStream {
    let bits = i64::from(pixels.bits);
    let mut dict = dictionary([
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(i64::from(pixels.width))),
        ("Height", DictItem::Int(i64::from(pixels.height))),
        ("BitsPerComponent", DictItem::Int(bits)),
    ]);
    let filter = match pixels.encoding {
        Encoding::Jpeg => "DCTDecode",
        Encoding::InvertedJpeg => {
            dict.insert("Decode".to_owned(), DictItem::Array([1, 0, 1, 0, 1, 0, 1, 0].map(DictItem::Int).to_vec()));
            "DCTDecode"
        }
        Encoding::Png => {
            let parms = dictionary([
                ("Predictor", DictItem::Int(15)),
                ("Colors", DictItem::Int(i64::from(pixels.channels))),
                ("BitsPerComponent", DictItem::Int(bits)),
                ("Columns", DictItem::Int(i64::from(pixels.width))),
            ]);
            dict.insert("DecodeParms".to_owned(), DictItem::Dict { map: parms });
            "FlateDecode"
        }
    };
    dict.insert("Filter".to_owned(), name(filter));
    dict.insert("ColorSpace".to_owned(), colors(pixels));
    if let Some(alpha) = &pixels.alpha {
        dict.insert("SMask".to_owned(), DictItem::Stream { stream: image(alpha, held) });
    }
    ExternalStream { dict, content: held.hold(&pixels.data), compress: false }
}

/// The colour space of a picture (ISO 32000-1, 8.6): from its profile, if it has one, and its palette.
fn colors(pixels: &EncodedPixels) -> DictItem {
    let channels = if pixels.palette.is_some() { 3 } else { pixels.channels };
    let device = match channels {
        1 => "DeviceGray",
        4 => "DeviceCMYK",
        _ => "DeviceRGB",
    };
    let base = match pixels.profile.clone() {
        None => name(device),
        Some(content) => {
            let dict = dictionary([("N", DictItem::Int(i64::from(channels))), ("Alternate", name(device))]);
            let stream = ExternalStream { dict, content, compress: true };
            DictItem::Array(vec![name("ICCBased"), DictItem::Stream { stream }])
        }
    };
    match pixels.palette.clone() {
        None => base,
        Some(data) => {
            let last = i64::try_from(data.len() / 3).unwrap_or(1) - 1;
            DictItem::Array(vec![name("Indexed"), base, DictItem::Int(last), DictItem::String { data, literal: false }])
        }
    }
}

fn dictionary<'a>(entries: impl IntoIterator<Item = (&'a str, DictItem)>) -> BTreeMap<String, DictItem> {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn name(text: &str) -> DictItem {
    DictItem::Name(text.as_bytes().to_vec())
}
