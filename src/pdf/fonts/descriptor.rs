//! The faces of the file: what the writer guesses is put right, and their strings get codes of our own.
use crate::font::FontBook;
use crate::pdf::file::compress::deflate_densely;
use crate::pdf::file::object::{Dictionary, Object, ObjectId, Skeleton, Stream, dictionary, literal, name};
use crate::pdf::fonts::encoding;
use crate::pdf::fonts::usage::Usage;

/// Puts right what the writer guesses: the height of capitals and the flags of the faces.
pub(crate) fn repair(document: &mut Skeleton, usage: &Usage, fonts: &FontBook) {
    // Most objects are of other kinds: those of faces are found once.
    let named = |object: &Object| {
        let dictionary = object.as_dict().ok()?;
        dictionary.get(b"FontName").or_else(|_| dictionary.get(b"BaseFont")).and_then(Object::as_name).ok().map(<[u8]>::to_vec)
    };
    let named: Vec<(ObjectId, Vec<u8>)> = document.objects.iter().filter_map(|(id, object)| Some((*id, named(object)?))).collect();
    let of =
        |suffix: &str| -> Vec<ObjectId> { named.iter().filter(|(_, name)| name.ends_with(suffix.as_bytes())).map(|(id, _)| *id).collect() };
    for of_face in &usage.faces {
        let face = fonts.face(of_face.face);
        let suffix = format!("+{}", face.postscript_name());
        let metrics = face.metrics();
        let capitals = metrics.cap_height * 1000 / metrics.units_per_em.max(1);
        // Serif, nonsymbolic, italic (ISO 32000-1, table 123).
        let serif = i64::from(!face.family.contains("Sans") && !face.family.contains("Mono") && !face.family.contains("Atkinson")) << 1;
        let fixed = i64::from(face.family.contains("Mono"));
        let flags = fixed | serif | 1 << 5 | i64::from(face.italic) << 6;
        let mut program = None;
        for id in of(&suffix) {
            let Ok(descriptor) = document.get_dictionary_mut(id) else { continue };
            if descriptor.has(b"FontName") {
                descriptor.set("CapHeight", Object::Integer(capitals));
                descriptor.set("Flags", Object::Integer(flags));
                program = [b"FontFile2", b"FontFile3"].iter().find_map(|key| descriptor.get(*key).and_then(Object::as_reference).ok());
            }
        }
        // Deflated once for all editions that use the same glyphs. Of a CFF face only that table is embedded.
        let subset = &of_face.subset;
        let small = subset.cff().unwrap_or(&subset.data);
        let stream = program.and_then(|program| document.get_object_mut(program).ok()?.as_stream_mut().ok());
        if let Some(stream) = stream.filter(|stream| stream.content == small) {
            stream.content.clone_from(subset.packed.get_or_init(|| deflate_densely(small)));
            stream.dict.set("Filter", name("FlateDecode"));
        }
    }
    let mut common = None;
    for use_of_face in &usage.faces {
        let postscript = fonts.face(use_of_face.face).postscript_name();
        let is_cff = use_of_face.subset.cff().is_some();
        let encoding = if is_cff {
            let name = encoding::own_name(&postscript);
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
        for id in of(&format!("+{postscript}")) {
            let Ok(font) = document.get_dictionary_mut(id) else { continue };
            // The face of the composite one lies in it.
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
}

/// A CMap as an object (ISO 32000-1, 9.7.5.4).
fn cmap(document: &mut Skeleton, called: &str, map: String) -> ObjectId {
    let system = dictionary([("Registry", literal("Adobe")), ("Ordering", literal("Identity")), ("Supplement", Object::Integer(0))]);
    let header = dictionary([("Type", name("CMap")), ("CMapName", name(called)), ("CIDSystemInfo", Object::Dictionary(system))]);
    document.add_object(Stream::new(header, map.into_bytes()))
}
