//! Makes small fonts from the bundled ones: with other names, weights and styles, in collections, and as web fonts.
use std::collections::BTreeMap;
use std::path::Path;

use read_fonts::tables::glyf::Glyph;
use read_fonts::types::{GlyphId, Tag};
use read_fonts::{FontRef, TableProvider};
use write_fonts::FontBuilder;

/// The names, the weight and the slope of a font to make.
#[derive(Clone, Copy)]
pub struct Style<'a> {
    pub family: &'a str,
    /// The name of the style, such as `Light Italic`.
    pub name: &'a str,
    pub weight: u16,
    pub width: u16,
    pub italic: bool,
}

impl<'a> Style<'a> {
    /// A style of a family, of normal width. It is italic if its name says so.
    pub fn new(family: &'a str, name: &'a str, weight: u16) -> Self {
        Self { family, name, weight, width: 5, italic: name.contains("Italic") }
    }
}

/// Reads a bundled font.
pub fn bundled(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(path)).unwrap()
}

/// Returns the font with other names, and another weight, width and slope in OS/2 and head. As in most families, the old names (1 and 2)
/// put at most four styles into one family, and the new ones (16 and 17) all of them.
pub fn styled(font: &[u8], style: Style<'_>) -> Vec<u8> {
    let font = FontRef::new(font).unwrap();
    let (is_bold, words) = (style.weight == 700, style.name.replace("Italic", ""));
    let words = words.trim();
    let linked = if ["", "Regular", "Bold"].contains(&words) { style.family.to_owned() } else { format!("{} {words}", style.family) };
    let old = match (is_bold, style.italic) {
        (false, false) => "Regular",
        (false, true) => "Italic",
        (true, false) => "Bold",
        (true, true) => "Bold Italic",
    };
    let patched = |tag: &[u8; 4], places: &[(usize, u16)]| {
        let mut bytes = font.table_data(Tag::new(tag)).unwrap().as_bytes().to_vec();
        places.iter().for_each(|(at, value)| bytes[*at..at + 2].copy_from_slice(&value.to_be_bytes()));
        bytes
    };
    let selection = u16::from(style.italic) | u16::from(is_bold) << 5 | u16::from(!style.italic && !is_bold) << 6;
    let mut builder = FontBuilder::new();
    builder.add_raw(Tag::new(b"name"), names(&[(1, &linked), (2, old), (16, style.family), (17, style.name)]));
    builder.add_raw(Tag::new(b"OS/2"), patched(b"OS/2", &[(4, style.weight), (6, style.width), (62, selection)]));
    builder.add_raw(Tag::new(b"head"), patched(b"head", &[(44, u16::from(is_bold) | u16::from(style.italic) << 1)]));
    builder.copy_missing_tables(font).build()
}

/// A `name` table with these texts in English, in UTF-16 (OpenType, "Naming table").
fn names(texts: &[(u16, &str)]) -> Vec<u8> {
    let (mut records, mut data) = (Vec::<u16>::new(), Vec::<u16>::new());
    for (id, text) in texts {
        let start = data.len() * 2;
        data.extend(text.encode_utf16());
        let length = data.len() * 2 - start;
        records.extend([3, 1, 0x409, *id, u16::try_from(length).unwrap(), u16::try_from(start).unwrap()]);
    }
    let count = u16::try_from(texts.len()).unwrap();
    [0, count, 6 + 12 * count].into_iter().chain(records).chain(data).flat_map(u16::to_be_bytes).collect()
}

/// Returns the font with only these characters, as a file of a family that is divided by alphabets.
pub fn with_characters(font: &[u8], characters: &str) -> Vec<u8> {
    let whole = FontRef::new(font).unwrap();
    mapped(font, characters.chars().map(|character| (character, whole.cmap().unwrap().map_codepoint(character).unwrap())))
}

/// Returns the font with the ASCII characters, and with others that have the glyphs of these.
pub fn with_glyphs_of(font: &[u8], others: &[(char, char)]) -> Vec<u8> {
    let whole = FontRef::new(font).unwrap();
    let glyph = |character: char| whole.cmap().unwrap().map_codepoint(character).unwrap();
    mapped(font, (' '..='~').map(|own| (own, own)).chain(others.iter().copied()).map(|(character, of)| (character, glyph(of))))
}

/// Returns the font with this character map (OpenType, `cmap`, format 12).
fn mapped(font: &[u8], glyphs: impl Iterator<Item = (char, GlyphId)>) -> Vec<u8> {
    let glyphs: BTreeMap<char, GlyphId> = glyphs.collect();
    let count = u32::try_from(glyphs.len()).unwrap();
    let mut cmap = vec![0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0];
    [16 + 12 * count, 0, count].iter().for_each(|number| cmap.extend(number.to_be_bytes()));
    for (character, glyph) in glyphs {
        [u32::from(character), u32::from(character), glyph.to_u32()].iter().for_each(|number| cmap.extend(number.to_be_bytes()));
    }
    FontBuilder::new().add_raw(Tag::new(b"cmap"), cmap).copy_missing_tables(FontRef::new(font).unwrap()).build()
}

/// Returns the font without some tables, and with others that hold only zeros.
pub fn altered(font: &[u8], without: &[&[u8; 4]], with: &[&[u8; 4]]) -> Vec<u8> {
    let font = FontRef::new(font).unwrap();
    let mut builder = FontBuilder::new();
    for record in font.table_directory().table_records() {
        if !without.iter().any(|tag| Tag::new(tag) == record.tag()) {
            builder.add_raw(record.tag(), font.table_data(record.tag()).unwrap().as_bytes());
        }
    }
    with.iter().for_each(|tag| {
        builder.add_raw(Tag::new(tag), vec![0; 8]);
    });
    builder.build()
}

/// Puts fonts into a collection (OpenType, "Font Collections"): a header, then the fonts, with offsets that count from the beginning of
/// the file.
pub fn collection(fonts: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"ttcf\0\x01\0\0".to_vec();
    bytes.extend(u32::try_from(fonts.len()).unwrap().to_be_bytes());
    let mut start = 12 + 4 * fonts.len();
    for font in fonts {
        bytes.extend(u32::try_from(start).unwrap().to_be_bytes());
        start += font.len();
    }
    for font in fonts {
        let base = u32::try_from(bytes.len()).unwrap();
        let mut font = font.clone();
        let tables = usize::from(u16::from_be_bytes([font[4], font[5]]));
        for at in (0..tables).map(|nth| 12 + nth * 16 + 8) {
            let offset = u32::from_be_bytes(font[at..at + 4].try_into().unwrap()) + base;
            font[at..at + 4].copy_from_slice(&offset.to_be_bytes());
        }
        bytes.extend(font);
    }
    bytes
}

/// Packs a font as WOFF2 (W3C, "WOFF File Format 2.0", section 4): the tables as they are, in one Brotli stream that is not compressed.
pub fn woff2(font: &[u8]) -> Vec<u8> {
    let sfnt = FontRef::new(font).unwrap();
    let (mut directory, mut data) = (Vec::new(), Vec::new());
    let records = sfnt.table_directory().table_records();
    for record in records {
        // 63: the tag follows. Version 3 of `glyf` and `loca` is the table as it is; of all other tables that is version 0.
        let version = if [Tag::new(b"glyf"), Tag::new(b"loca")].contains(&record.tag()) { 3 } else { 0 };
        directory.push(63 | version << 6);
        directory.extend(record.tag().to_be_bytes());
        directory.extend(base128(record.length()));
        data.extend(sfnt.table_data(record.tag()).unwrap().as_bytes());
    }
    let stream = stored(&data);
    let mut bytes = b"wOF2".to_vec();
    bytes.extend(&font[..4]);
    let length = 48 + directory.len() + stream.len();
    bytes.extend(u32::try_from(length).unwrap().to_be_bytes());
    bytes.extend(u16::try_from(records.len()).unwrap().to_be_bytes());
    bytes.extend([0, 0]);
    bytes.extend(u32::try_from(font.len()).unwrap().to_be_bytes());
    bytes.extend(u32::try_from(stream.len()).unwrap().to_be_bytes());
    bytes.extend([0; 24]);
    bytes.extend(directory);
    bytes.extend(stream);
    bytes
}

/// A number in the variable length form of WOFF2.
fn base128(number: u32) -> Vec<u8> {
    let groups: Vec<u8> = (0..5).map(|nth| (number >> (7 * nth) & 127) as u8).collect();
    let length = groups.iter().rposition(|group| *group != 0).unwrap_or(0) + 1;
    (0..length).rev().map(|nth| groups[nth] | if nth > 0 { 128 } else { 0 }).collect()
}

/// A Brotli stream of blocks that are not compressed (RFC 7932, 9.1 and 9.2). Bits are written from the least significant one.
fn stored(data: &[u8]) -> Vec<u8> {
    let mut stream = Vec::new();
    for (nth, block) in data.chunks(1 << 16).enumerate() {
        let length = u32::try_from(block.len() - 1).unwrap();
        // Not the last block, a length of four nibbles, not compressed. Before the first block is a zero for a window of 64 KiB.
        let head = length << 3 | 1 << 19;
        let head = if nth == 0 { head << 1 } else { head };
        stream.extend(&head.to_le_bytes()[..3]);
        stream.extend(block);
    }
    stream.push(3);
    stream
}

/// Returns the font as a variable font: its axis `wght` goes from 100 to 900, and the font itself is at 400. At 900, every outline is 50
/// units farther to the right, and every advance 100 units wider.
pub fn variable(font: &[u8]) -> Vec<u8> {
    let font = FontRef::new(font).unwrap();
    let (loca, glyf) = (font.loca(None).unwrap(), font.glyf().unwrap());
    let count = u32::from(font.maxp().unwrap().num_glyphs());
    let (mut offsets, mut deltas) = (vec![0_u32], Vec::new());
    for number in 0..count {
        let points = match loca.get_glyf(GlyphId::new(number), &glyf).unwrap() {
            Some(Glyph::Simple(glyph)) => glyph.num_points(),
            Some(Glyph::Composite(_)) | None => 0,
        };
        let parts = match loca.get_glyf(GlyphId::new(number), &glyf).unwrap() {
            Some(Glyph::Composite(glyph)) => glyph.components().count(),
            Some(Glyph::Simple(_)) | None => 0,
        };
        // The components of a composite glyph move because their own glyphs do.
        let moved = vec![50_i16; points].into_iter().chain(vec![0; parts]).chain([0, 100, 0, 0]);
        let mut data = vec![0];
        data.extend(packed(&moved.collect::<Vec<_>>()));
        data.extend(packed(&vec![0; points + parts + 4]));
        // One tuple with its own peak (1.0) and its own points, which are all points.
        deltas.extend([0, 1, 0, 10]);
        deltas.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        deltas.extend([0xA0, 0, 0x40, 0]);
        deltas.extend(data);
        deltas.resize(deltas.len().next_multiple_of(4), 0);
        offsets.push(u32::try_from(deltas.len()).unwrap());
    }
    let head = 20 + 4 * offsets.len();
    let mut gvar = vec![0, 1, 0, 0, 0, 1, 0, 0];
    gvar.extend(u32::try_from(head).unwrap().to_be_bytes());
    gvar.extend(u16::try_from(count).unwrap().to_be_bytes());
    gvar.extend([0, 1]);
    gvar.extend(u32::try_from(head).unwrap().to_be_bytes());
    offsets.iter().for_each(|offset| gvar.extend(offset.to_be_bytes()));
    gvar.extend(deltas);
    // One axis, and one named instance, whose name is that of the style.
    let mut fvar = vec![0, 1, 0, 0, 0, 16, 0, 2, 0, 1, 0, 20, 0, 1, 0, 8];
    fvar.extend(b"wght");
    [100_u32, 400, 900].iter().for_each(|value| fvar.extend((value << 16).to_be_bytes()));
    fvar.extend([0, 0, 1, 0]);
    fvar.extend([0, 2, 0, 0]);
    fvar.extend((400_u32 << 16).to_be_bytes());
    let mut builder = FontBuilder::new();
    builder.add_raw(Tag::new(b"gvar"), gvar).add_raw(Tag::new(b"fvar"), fvar).copy_missing_tables(font).build()
}

/// Packs deltas (OpenType, "Packed Deltas"): runs of at most 64 words.
fn packed(deltas: &[i16]) -> Vec<u8> {
    let run = |run: &[i16]| {
        let control = 0x40 | u8::try_from(run.len() - 1).unwrap();
        std::iter::once(control).chain(run.iter().flat_map(|delta| delta.to_be_bytes())).collect::<Vec<_>>()
    };
    deltas.chunks(64).flat_map(run).collect()
}
