//! Makes static OpenType fonts: unpacks web fonts, and takes one face out of a variable font.
//!
//! A web font (WOFF, WOFF2) is an OpenType font whose tables are compressed, and in WOFF2 the outlines are also written in another way
//! (W3C, "WOFF File Format 2.0", section 5). A variable font has the outlines of one face, and how they change along its axes (OpenType,
//! "OpenType Font Variations Overview").
use allsorts::binary::read::ReadScope;
use allsorts::font_data::{DynamicFontTableProvider, FontData};
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use allsorts::tables::variable_fonts::fvar::FvarTable;
use allsorts::tables::{Fixed, FontTableProvider};
use allsorts::tag;
use allsorts::variations::instance;
use read_fonts::types::Tag;
use write_fonts::FontBuilder;

use crate::source::guard::guarded;

/// Whether a file begins as a web font does.
pub(super) fn is_web_font(head: &[u8]) -> bool {
    head.starts_with(b"wOFF") || head.starts_with(b"wOF2")
}

/// The OpenType font in a web font, or the first one in a collection. `None` if it is damaged.
pub(super) fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    guarded(|| open(bytes)).flatten()
}

fn open(bytes: &[u8]) -> Option<Vec<u8>> {
    let provider = provider(bytes)?;
    with_tables(FontBuilder::new(), &provider, |_| true)
}

/// The face of a variable font at a location, as a static font. Axes that the location does not name stay at their defaults. `None` if the
/// font is damaged.
///
/// CFF2 outlines become CFF outlines with the same curves, because printers and e-readers can read those.
pub(super) fn instanced(font: &[u8], location: &[(Tag, f32)]) -> Option<Vec<u8>> {
    guarded(|| face_at(font, location)).flatten()
}

fn face_at(font: &[u8], location: &[(Tag, f32)]) -> Option<Vec<u8>> {
    let whole = provider(font)?;
    let axes = whole.read_table_data(tag::FVAR).ok()?;
    let axes = ReadScope::new(&axes).read::<FvarTable<'_>>().ok()?;
    let place =
        |tag: u32| location.iter().find(|(axis, _)| u32::from_be_bytes(axis.to_be_bytes()) == tag).map(|(_, value)| Fixed::from(*value));
    let place: Vec<Fixed> = axes.axes().map(|axis| place(axis.axis_tag).unwrap_or(axis.default_value)).collect();
    let (face, _) = instance(&whole, &place).ok()?;
    if provider(&face)?.has_table(tag::CFF2) { with_cff(&face) } else { Some(face) }
}

/// A static font with CFF2 outlines as one with CFF outlines.
fn with_cff(font: &[u8]) -> Option<Vec<u8>> {
    let whole = provider(font)?;
    let all: Vec<u16> = (0..glyphs(&whole)?).collect();
    let outlines = subset(&whole, &all, &SubsetProfile::Minimal, CmapTarget::Unrestricted).ok()?;
    let outlines = provider(&outlines)?.read_table_data(tag::CFF).ok()?.into_owned();
    let mut builder = FontBuilder::new();
    builder.add_raw(Tag::from_u32(tag::CFF), outlines);
    with_tables(builder, &whole, |tag| tag != tag::CFF2)
}

fn provider(font: &[u8]) -> Option<DynamicFontTableProvider<'_>> {
    ReadScope::new(font).read::<FontData<'_>>().ok()?.table_provider(0).ok()
}

/// The number of glyphs, from `maxp`.
fn glyphs(provider: &impl FontTableProvider) -> Option<u16> {
    let maxp = provider.read_table_data(tag::MAXP).ok()?;
    maxp.get(4..6).map(|count| u16::from_be_bytes([count[0], count[1]]))
}

/// Adds those tables of a font whose tags pass `test` to a builder, in the order of their tags, and builds the font.
fn with_tables(mut builder: FontBuilder<'_>, provider: &impl FontTableProvider, test: impl Fn(u32) -> bool) -> Option<Vec<u8>> {
    let mut tags = provider.table_tags()?;
    tags.retain(|tag| test(*tag));
    tags.sort_unstable();
    for tag in tags {
        builder.add_raw(Tag::from_u32(tag), provider.table_data(tag).ok()??.into_owned());
    }
    Some(builder.build())
}
