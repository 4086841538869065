//! Sets the values of form fields in the bundled faces, for letters that the standard fonts of forms lack.
//!
//! All fields of a document share the fonts. A character code is the number of the glyph in the whole face, and `CIDToGIDMap` gives its
//! number in the subset (ISO 32000-1, 9.7.4.2). So a field can be written before the glyphs of the other fields are known.
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::font::{Face, FaceId, FontBook, Shaping, subset};
use crate::pdf::file::object::{Dictionary, Object, ObjectId, PdfDocument, Stream, dictionary, literal, name};
use crate::typeset::{Level, is_rtl, levels, visual_order};

/// The bundled faces, and which of their glyphs the fields of a document use.
pub(super) struct Lettering {
    fonts: FontBook,
    used: BTreeMap<FaceId, UsedFace>,
}

/// A face in use.
struct UsedFace {
    /// The object of its font, which is written last.
    font: ObjectId,
    /// The glyphs, each with its text.
    glyphs: BTreeMap<u16, String>,
}

/// The face that a field asks for.
#[derive(Clone, Copy)]
pub(super) struct FieldFace {
    pub(super) is_typewriter: bool,
    pub(super) is_bold: bool,
}

/// A line in the bundled faces.
pub(super) struct SetText {
    glyphs: Vec<SetGlyph>,
    /// The width in ems.
    pub(super) width: f32,
    /// Letters that no face has. A question mark stands for each.
    pub(super) missing: Vec<char>,
}

/// A glyph at its place on the line. Lengths are in ems.
struct SetGlyph {
    face: FaceId,
    glyph: u16,
    x: f32,
    y: f32,
    /// The text that it stands for. Empty for all glyphs of a cluster but the first.
    text: String,
}

impl Lettering {
    pub(super) fn new() -> Self {
        Self { fonts: FontBook::bundled(), used: BTreeMap::new() }
    }

    fn shaping(&self, wanted: FieldFace) -> Option<Arc<Shaping>> {
        let family = if wanted.is_typewriter { "JetBrains Mono" } else { "Alegreya Sans" };
        Some(self.fonts.shaping(self.fonts.find(family, wanted.is_bold, false)?.into(), &[], "und"))
    }

    /// Sets a line. `None` if the program has no bundled faces.
    #[expect(clippy::cast_precision_loss, reason = "lengths on a line of a form are far below 2^24")]
    pub(super) fn set(&self, line: &str, wanted: FieldFace) -> Option<SetText> {
        let shaping = self.shaping(wanted)?;
        let mut set = SetText { glyphs: Vec::new(), width: 0.0, missing: Vec::new() };
        for (part, level) in in_visual_order(line) {
            let shaped = shaping.shape(&self.fonts, part, level.is_rtl());
            set.missing.extend(&shaped.missing);
            for part in &shaped.parts {
                let em = part.units_per_em.max(1) as f32;
                let mut starts: Vec<usize> = part.glyphs.iter().map(|glyph| glyph.cluster as usize).collect();
                starts.sort_unstable();
                let mut last = None;
                for glyph in part.glyphs.iter() {
                    let start = glyph.cluster as usize;
                    let end = starts.iter().copied().find(|next| *next > start).unwrap_or(part.text.len());
                    let text = part.text.get(start..end).filter(|_| last != Some(start)).unwrap_or_default();
                    let text = if text.chars().any(|letter| shaped.missing.contains(&letter)) { "?" } else { text }.to_owned();
                    last = Some(start);
                    let (x, y) = (set.width + glyph.x_offset as f32 / em, glyph.y_offset as f32 / em);
                    set.glyphs.push(SetGlyph { face: part.face, glyph: glyph.id, x, y, text });
                    set.width += glyph.advance as f32 / em;
                }
            }
        }
        Some(set)
    }

    /// The operators that show a line at a point, within a text object. `size` is in points. Records the glyphs in use.
    pub(super) fn show(&mut self, document: &mut PdfDocument, line: &SetText, (x, y): (f32, f32), size: f32) -> String {
        let mut content = String::new();
        let mut current = None;
        for glyph in &line.glyphs {
            let face = self.used.entry(glyph.face).or_insert_with(|| UsedFace { font: document.new_object_id(), glyphs: BTreeMap::new() });
            let text = face.glyphs.entry(glyph.glyph).or_default();
            if text.is_empty() {
                text.clone_from(&glyph.text);
            }
            if current.replace(glyph.face) != Some(glyph.face) {
                content.push_str(&format!("/{} {size} Tf ", resource(glyph.face)));
            }
            content.push_str(&format!("1 0 0 1 {} {} Tm <{:04X}> Tj\n", x + glyph.x * size, y + glyph.y * size, glyph.glyph));
        }
        content
    }

    /// The resources of a line: its fonts by their names.
    pub(super) fn resources(&self, line: &SetText) -> Vec<(String, Object)> {
        let fonts: BTreeMap<FaceId, ObjectId> =
            line.glyphs.iter().filter_map(|glyph| Some((glyph.face, self.used.get(&glyph.face)?.font))).collect();
        fonts.into_iter().map(|(face, font)| (resource(face), Object::Reference(font))).collect()
    }

    /// Adds the fonts to the document.
    pub(super) fn finish(self, document: &mut PdfDocument) {
        for (id, used) in self.used {
            if let Some(font) = embedded(document, self.fonts.face(id), &used.glyphs) {
                document.objects.insert(used.font, Object::Dictionary(font));
            }
        }
    }
}

/// The name of a face among the resources of a field.
fn resource(face: FaceId) -> String {
    format!("Face{}", face.0)
}

/// The parts of a line in visual order, from left to right. Each part has one direction.
fn in_visual_order(line: &str) -> Vec<(&str, Level)> {
    let first = line.chars().find(|letter| letter.is_alphabetic());
    let levels = levels(line, 0..line.len(), first.is_some_and(is_rtl));
    let mut parts: Vec<(std::ops::Range<usize>, Level)> = Vec::new();
    for (at, letter) in line.char_indices() {
        let end = at + letter.len_utf8();
        match parts.last_mut().filter(|(_, level)| *level == levels[at]) {
            Some((range, _)) => range.end = end,
            None => parts.push((at..end, levels[at])),
        }
    }
    let order = visual_order(&parts.iter().map(|(_, level)| *level).collect::<Vec<_>>());
    order.into_iter().map(|at| (&line[parts[at].0.clone()], parts[at].1)).collect()
}

/// The dictionary of a font with these glyphs (ISO 32000-1, 9.7.4 to 9.8). `None` if its subset cannot be made.
fn embedded(document: &mut PdfDocument, face: &Face, glyphs: &BTreeMap<u16, String>) -> Option<Dictionary> {
    let subset = subset(face, glyphs.keys().copied()).ok()?;
    let metrics = face.metrics();
    let scaled = |units: i64| units * 1000 / metrics.units_per_em.max(1);
    let last = usize::from(*glyphs.last_key_value()?.0);
    let mut places = vec![0_u8; (last + 1) * 2];
    for glyph in glyphs.keys() {
        let at = usize::from(*glyph) * 2;
        places[at..at + 2].copy_from_slice(&subset.renumbered(*glyph).to_be_bytes());
    }
    let mut texts = String::from("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n");
    texts.push_str("1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
    let spoken: Vec<(&u16, &String)> = glyphs.iter().filter(|(_, text)| !text.is_empty()).collect();
    for part in spoken.chunks(100) {
        texts.push_str(&format!("{} beginbfchar\n", part.len()));
        for (glyph, text) in part {
            let units: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
            texts.push_str(&format!("<{glyph:04X}> <{units}>\n"));
        }
        texts.push_str("endbfchar\n");
    }
    texts.push_str("endcmap end end\n");
    let widths = glyphs.keys().flat_map(|glyph| {
        let width = Object::Integer(scaled(face.advance(*glyph)));
        [Object::Integer(i64::from(*glyph)), Object::Array(vec![width])]
    });
    let widths = Object::Array(widths.collect());
    let called = name(&format!("FIELDS+{}", face.postscript_name()));
    let length = Object::Integer(i64::try_from(subset.data.len()).ok()?);
    let program = document.add_object(Stream::new(dictionary([("Length1", length)]), subset.data.clone()));
    let descriptor = document.add_object(dictionary([
        ("Type", name("FontDescriptor")),
        ("FontName", called.clone()),
        ("Flags", Object::Integer(1 << 5 | i64::from(face.is_fixed_pitch()))),
        ("FontBBox", Object::Array(metrics.bounds.map(|side| Object::Integer(scaled(side))).to_vec())),
        ("ItalicAngle", Object::Integer(0)),
        ("Ascent", Object::Integer(scaled(metrics.ascent))),
        ("Descent", Object::Integer(scaled(metrics.descent))),
        ("CapHeight", Object::Integer(scaled(metrics.cap_height))),
        ("StemV", Object::Integer(if face.bold { 140 } else { 80 })),
        ("FontFile2", Object::Reference(program)),
    ]));
    let system = dictionary([("Registry", literal("Adobe")), ("Ordering", literal("Identity")), ("Supplement", Object::Integer(0))]);
    let places = document.add_object(Stream::new(Dictionary::new(), places));
    let descendant = document.add_object(dictionary([
        ("Type", name("Font")),
        ("Subtype", name("CIDFontType2")),
        ("BaseFont", called.clone()),
        ("CIDSystemInfo", Object::Dictionary(system)),
        ("FontDescriptor", Object::Reference(descriptor)),
        ("W", widths),
        ("CIDToGIDMap", Object::Reference(places)),
    ]));
    let texts = document.add_object(Stream::new(Dictionary::new(), texts.into_bytes()));
    Some(dictionary([
        ("Type", name("Font")),
        ("Subtype", name("Type0")),
        ("BaseFont", called),
        ("Encoding", name("Identity-H")),
        ("DescendantFonts", Object::Array(vec![Object::Reference(descendant)])),
        ("ToUnicode", Object::Reference(texts)),
    ]))
}
