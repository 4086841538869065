//! Subsets of faces for the EPUB. They keep only the characters in use. Unlike a subset for the PDF, they keep the character map, the
//! kerning and the features that the stylesheet uses.
use std::collections::BTreeSet;

use read_fonts::collections::IntSet;
use read_fonts::types::{GlyphId, NameId, Tag};
use read_fonts::{FontRef, TableProvider};
use skera::{DEFAULT_DROP_TABLES, DEFAULT_LAYOUT_FEATURES, Plan, SubsetFlags, subset_font};
use write_fonts::FontBuilder;

use super::soundness::check_outlines;
use super::subset::CFF;
use super::{Face, subset};
use crate::source::guard::guarded;

/// The features that are kept besides the default ones: the figures, small capitals and superscripts of the stylesheet.
const FEATURES: [&[u8; 4]; 7] = [b"smcp", b"c2sc", b"onum", b"lnum", b"pnum", b"tnum", b"sups"];

/// The font file of a face with only some characters. `None` if the tables of the face are damaged, or if it has outlines that cannot be
/// subset.
#[must_use]
pub fn web_subset(face: &Face, characters: &BTreeSet<char>) -> Option<Vec<u8>> {
    // `skera` panics on some damaged fonts, and copies damaged outlines.
    let glyphs = || std::iter::once(0).chain(characters.iter().filter_map(|character| face.glyph(*character)));
    if let Err(damage) = if face.is_bundled() { Ok(()) } else { check_outlines(face.font(), glyphs()) } {
        face.fail(damage);
        return None;
    }
    let small = guarded(|| reduced(face, characters)).flatten();
    if small.is_none() {
        // The caller then embeds the whole face. `subset` records the damage if that face cannot be used either.
        let _ = subset(face, glyphs());
    }
    small
}

fn reduced(face: &Face, characters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let font = FontRef::new(face.data()).ok()?;
    font.cmap().ok()?;
    let glyphs: IntSet<GlyphId> = IntSet::empty();
    let unicodes: IntSet<u32> = characters.iter().map(|character| u32::from(*character)).collect();
    let drop: IntSet<Tag> = DEFAULT_DROP_TABLES.iter().copied().collect();
    let scripts: IntSet<Tag> = IntSet::all();
    let features: IntSet<Tag> = DEFAULT_LAYOUT_FEATURES.iter().copied().chain(FEATURES.iter().map(|tag| Tag::new(tag))).collect();
    // The names that reading systems use: copyright, family, style, identifier, full name, version, PostScript name, licence.
    let names: IntSet<NameId> = [0_u16, 1, 2, 3, 4, 5, 6, 13, 14].into_iter().map(NameId::new).collect();
    let languages: IntSet<u16> = [0x409_u16].into_iter().collect();
    let flags = SubsetFlags::SUBSET_FLAGS_NO_HINTING;
    let plan = Plan::new(&glyphs, &unicodes, &font, flags, &drop, &scripts, &features, &names, &languages);
    let small = subset_font(&font, &plan).ok()?;
    if font.table_data(Tag::new(b"glyf")).is_some() { Some(small) } else { with_cff(face, &plan, &small) }
}

/// Adds the CFF outlines to a subset. `skera` cannot subset them and leaves the table out. So the table is taken from the subset for the
/// PDF, which has the same glyphs in the same order.
fn with_cff(face: &Face, plan: &Plan, small: &[u8]) -> Option<Vec<u8>> {
    let mut glyphs: Vec<(u32, u16)> =
        plan.old_to_new_glyph_mapping().filter_map(|(old, new)| Some((new.to_u32(), u16::try_from(old.to_u32()).ok()?))).collect();
    glyphs.sort_unstable();
    let outlines = subset(face, glyphs.iter().map(|(_, old)| *old)).ok()?;
    // Both subsets keep the glyphs in the order of the whole face. If the numbers differed, the face would show wrong letters.
    let same = glyphs.iter().all(|(new, old)| u32::from(outlines.renumbered(*old)) == *new) && glyphs.len() == outlines.glyphs.len();
    let cff = outlines.cff().filter(|_| same)?;
    Some(FontBuilder::new().add_raw(CFF, cff).copy_missing_tables(FontRef::new(small).ok()?).build())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FontBook;
    use crate::font::file::FontFile;

    #[test]
    fn a_subset_still_maps_its_characters() {
        let fonts = FontBook::bundled();
        let face = fonts.face(fonts.find("Alegreya", false, false).expect("bundled"));
        let small = web_subset(face, &"Hamburgefonts fi Оппозиция 1921".chars().collect()).expect("a subset");
        assert!(small.len() < face.data().len() / 3, "{} of {}", small.len(), face.data().len());
        let read = Face::of_file(&FontFile::in_memory(small).expect("a font").into(), 0).expect("a font").remove(0);
        assert!("HamburgОппози1".chars().all(|letter| read.covers(letter)));
        assert!(!read.covers('Q'));
    }
}
