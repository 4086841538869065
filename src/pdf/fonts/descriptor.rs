//! Completes the font dictionaries that `printpdf` made: flags and height of capitals, and the codes of strings.
//!
//! `printpdf` embeds a font under the resource name that `skeleton` gave it (`F0`, `F1`…), so the objects of a font are found by following
//! the resources of a page: page → `Resources` → `Font` → `F0` → `DescendantFonts` → `FontDescriptor` (ISO 32000-1, 9.7 and 9.8).
use crate::font::FontBook;
use crate::pdf::file::compress::deflate_densely;
use crate::pdf::file::object::{Dictionary, Object, ObjectId, PdfDocument, Stream, dictionary, literal, name};
use crate::pdf::fonts::encoding;
use crate::pdf::fonts::usage::FontUsage;

/// The objects of an embedded font.
struct EmbeddedFont {
    /// The Type 0 font. Its descendant font is a direct object within it.
    composite: ObjectId,
    descriptor: ObjectId,
}

/// Completes all embedded fonts of a document. `page` is any of its pages: all pages share the same font resources.
pub(crate) fn complete(document: &mut PdfDocument, page: ObjectId, usage: &FontUsage, fonts: &FontBook) {
    let embedded: Vec<Option<EmbeddedFont>> = (0..usage.faces.len()).map(|number| embedded_font(document, page, number)).collect();
    for (use_of_face, font) in usage.faces.iter().zip(&embedded) {
        let face = fonts.face(use_of_face.face);
        let Some(font) = font else { continue };
        let metrics = face.metrics();
        let capitals = metrics.cap_height * 1000 / metrics.units_per_em.max(1);
        // Fixed pitch, serif, nonsymbolic, italic (ISO 32000-1, table 123).
        let flags = i64::from(face.is_fixed_pitch()) | i64::from(face.has_serifs()) << 1 | 1 << 5 | i64::from(face.italic) << 6;
        let Ok(descriptor) = document.get_dictionary_mut(font.descriptor) else { continue };
        descriptor.set("CapHeight", Object::Integer(capitals));
        descriptor.set("Flags", Object::Integer(flags));
        let program = [b"FontFile2", b"FontFile3"].iter().find_map(|key| descriptor.get(*key).and_then(Object::as_reference).ok());
        // Editions with the same glyphs share the compressed program. Of a CFF font only the `CFF ` table is embedded.
        let subset = &use_of_face.subset;
        let small = subset.cff().unwrap_or(&subset.data);
        let stream = program.and_then(|program| document.get_object_mut(program).ok()?.as_stream_mut().ok());
        if let Some(stream) = stream.filter(|stream| stream.content == small) {
            stream.content.clone_from(subset.packed.get_or_init(|| deflate_densely(small)));
            stream.dict.set("Filter", name("FlateDecode"));
        }
    }
    let mut common = None;
    for (use_of_face, font) in usage.faces.iter().zip(&embedded) {
        let is_cff = use_of_face.subset.cff().is_some();
        let encoding = if is_cff {
            let name = encoding::own_name(&fonts.face(use_of_face.face).postscript_name());
            cmap(document, &name, encoding::own_encoding(use_of_face, &name))
        } else {
            *common.get_or_insert_with(|| cmap(document, encoding::COMMON, encoding::encoding()))
        };
        let text = document.add_object(Stream::new(Dictionary::new(), encoding::to_unicode(use_of_face).into_bytes()));
        let glyphs = (!is_cff).then(|| document.add_object(Stream::new(Dictionary::new(), encoding::glyphs(use_of_face))));
        let widths = encoding::widths(use_of_face).into_iter().flat_map(|(first, widths)| {
            [Object::Integer(i64::from(first)), Object::Array(widths.into_iter().map(Object::Integer).collect())]
        });
        let widths: Vec<Object> = widths.collect();
        let Some(font) = font.as_ref().and_then(|font| document.get_dictionary_mut(font.composite).ok()) else { continue };
        if let Ok(Object::Array(descendants)) = font.get_mut(b"DescendantFonts") {
            for descendant in descendants.iter_mut().filter_map(|object| object.as_dict_mut().ok()) {
                if let Some(glyphs) = glyphs {
                    descendant.set("CIDToGIDMap", Object::Reference(glyphs));
                }
                descendant.set("W", Object::Array(widths.clone()));
            }
            font.set("Encoding", Object::Reference(encoding));
            font.set("ToUnicode", Object::Reference(text));
        }
    }
}

/// The objects of the font with that number, found through the resources of a page.
fn embedded_font(document: &PdfDocument, page: ObjectId, number: usize) -> Option<EmbeddedFont> {
    let entry = |dictionary: &Dictionary, key: &[u8]| -> Option<Object> { dictionary.get(key).ok().cloned() };
    let resolved = |object: &Object| -> Option<Dictionary> { document.dereference(object).ok()?.1.as_dict().ok().cloned() };
    let resources = resolved(&entry(document.get_dictionary(page).ok()?, b"Resources")?)?;
    let resource_fonts = resolved(&entry(&resources, b"Font")?)?;
    let composite = resource_fonts.get(format!("F{number}").as_bytes()).and_then(Object::as_reference).ok()?;
    let descendants = document.get_dictionary(composite).and_then(|font| font.get(b"DescendantFonts")).and_then(Object::as_array).ok()?;
    let descendant = resolved(descendants.first()?)?;
    let descriptor = descendant.get(b"FontDescriptor").and_then(Object::as_reference).ok()?;
    Some(EmbeddedFont { composite, descriptor })
}

/// Adds a CMap (ISO 32000-1, 9.7.5.4).
fn cmap(document: &mut PdfDocument, called: &str, map: String) -> ObjectId {
    let system = dictionary([("Registry", literal("Adobe")), ("Ordering", literal("Identity")), ("Supplement", Object::Integer(0))]);
    let header = dictionary([("Type", name("CMap")), ("CMapName", name(called)), ("CIDSystemInfo", Object::Dictionary(system))]);
    document.add_object(Stream::new(header, map.into_bytes()))
}
