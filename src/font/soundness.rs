//! Checks fonts of the user for damage: their tables when they are found, their outlines when they are used.
//!
//! The tables are checked as browsers do it (OpenType Sanitizer): the required tables must be there, and agree on the number of glyphs. Of
//! the tables of ligatures and kerning, only the beginnings are checked. The shaper reads the rest with limits, so damage there does no
//! harm.
use harfrust::Font;
use harfrust::font::glyph::outline::{DrawMemory, DrawOptions, NullSink};
use read_fonts::tables::glyf::{Glyf, Glyph, PointFlags};
use read_fonts::tables::head::Head;
use read_fonts::tables::hhea::Hhea;
use read_fonts::tables::loca::{Loca, LocaGlyph};
use read_fonts::types::{GlyphId, Point, Tag};
use read_fonts::{FontRead, TableProvider};

use super::error::Damage;
use super::file::FontFile;

/// The least and the greatest number of units in an em (OpenType, `unitsPerEm`).
const UNITS: std::ops::RangeInclusive<u16> = 16..=16_384;

/// Checks the tables of a font of a file. The outlines are not read.
///
/// # Errors
/// If a table that the font needs is damaged.
pub(super) fn check_tables(file: &FontFile, nth: usize, font: &Font) -> Result<(), Damage> {
    let table = |tag: &[u8; 4]| file.table(nth, Tag::new(tag)).ok_or(Damage::Table(Tag::new(tag)));
    let glyphs = u64::from(font.num_glyphs());
    if glyphs < 2 {
        return Err(Damage::Table(Tag::new(b"maxp")));
    }
    let bytes = table(b"head")?;
    let head = Head::read(bytes.as_slice().into()).ok().filter(|head| UNITS.contains(&head.units_per_em()));
    let head = head.ok_or(Damage::Table(Tag::new(b"head")))?;
    let bytes = table(b"hhea")?;
    let hhea = Hhea::read(bytes.as_slice().into()).map_err(|_| Damage::Table(Tag::new(b"hhea")))?;
    let advances = u64::from(hhea.number_of_h_metrics());
    if advances == 0 || file.table_length(nth, Tag::new(b"hmtx")) < advances * 4 {
        return Err(Damage::Table(Tag::new(b"hmtx")));
    }
    if file.has(nth, b"glyf") {
        let is_long = head.index_to_loc_format() != 0;
        let bytes = table(b"loca")?;
        let loca = Loca::read(bytes.as_slice().into(), is_long).map_err(|_| Damage::Table(Tag::new(b"loca")))?;
        let last = loca.get_raw(usize::try_from(glyphs).unwrap_or(usize::MAX)).map(u64::from);
        if !loca.all_offsets_are_ascending() || last.is_none_or(|last| last > file.table_length(nth, Tag::new(b"glyf"))) {
            return Err(Damage::Table(Tag::new(b"loca")));
        }
    } else if font.outline_glyphs().is_empty() {
        let tag = if file.has(nth, b"CFF ") { b"CFF " } else { b"CFF2" };
        return Err(Damage::Table(Tag::new(tag)));
    }
    check_layout(file, nth, font)?;
    let shown = |(_, glyph): (u32, harfrust::GlyphId)| glyph.to_u32() != 0 && u64::from(glyph.to_u32()) < glyphs;
    if font.charmap().unicodes().any(shown) { Ok(()) } else { Err(Damage::NoCharacter) }
}

/// Checks the beginnings of the tables with ligatures, other forms of letters, and kerning.
fn check_layout(file: &FontFile, nth: usize, font: &Font) -> Result<(), Damage> {
    let tables = font.tables();
    let substitutions = tables.gsub().and_then(|table| Ok((table.script_list()?, table.feature_list()?, table.lookup_list()?))).is_ok();
    let positions = tables.gpos().and_then(|table| Ok((table.script_list()?, table.feature_list()?, table.lookup_list()?))).is_ok();
    let found = [(b"GSUB", substitutions), (b"GPOS", positions), (b"GDEF", tables.gdef().is_ok())];
    match found.into_iter().find(|(tag, is_sound)| !is_sound && file.has(nth, tag)) {
        Some((tag, _)) => Err(Damage::Table(Tag::new(tag))),
        None => Ok(()),
    }
}

/// Checks the outlines of some glyphs: draws them and discards the result.
///
/// # Errors
/// If one of them is damaged.
pub(super) fn check_outlines(font: &Font, glyphs: impl IntoIterator<Item = u16>) -> Result<(), Damage> {
    let (outlines, tables) = (font.outline_glyphs(), font.tables());
    let true_type = tables.glyf().ok().zip(tables.loca(None).ok());
    let drawn = |glyph: u16| {
        let outline = outlines.get(u32::from(glyph).into())?;
        outline.draw(&DrawOptions::default(), DrawMemory::Scratch, &mut NullSink).ok()
    };
    for glyph in glyphs {
        // Drawing has limits of its own, so it comes first: a glyph that exceeds them is not read again.
        let is_whole = || true_type.as_ref().is_none_or(|(glyf, loca)| is_read((glyf, loca), glyph.into(), DEEPEST));
        if drawn(glyph).is_none() || !is_whole() {
            return Err(Damage::Outline(glyph));
        }
    }
    Ok(())
}

/// The maximum depth to which composite glyphs may be nested. Most fonts have one level.
const DEEPEST: usize = 6;

/// Whether all points of a TrueType outline are in the file. FreeType requires them; `draw` above replaces missing ones. `depth` is the
/// number of levels of components that may follow.
fn is_read((glyf, loca): (&Glyf<'_>, &Loca<'_>), glyph: GlyphId, depth: usize) -> bool {
    match loca.get(glyph, glyf) {
        None => false,
        Some(LocaGlyph::Empty) => true,
        Some(LocaGlyph::Glyph(Glyph::Simple(simple))) => {
            let ends = simple.end_pts_of_contours();
            let count = simple.num_points();
            let (mut points, mut flags) = (vec![Point::<i32>::default(); count], vec![PointFlags::default(); count]);
            // `ends` is empty if the data of the glyph is too short.
            let has_ends = usize::try_from(simple.number_of_contours()) == Ok(ends.len());
            has_ends
                && ends.windows(2).all(|pair| pair[0].get() <= pair[1].get())
                && simple.read_points_fast(&mut points, &mut flags).is_ok()
        }
        Some(LocaGlyph::Glyph(Glyph::Composite(composite))) => {
            let mut parts = composite.components().peekable();
            depth > 0 && parts.peek().is_some() && parts.all(|part| is_read((glyf, loca), part.glyph, depth - 1))
        }
    }
}
