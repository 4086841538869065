//! Unpacks fonts for the web (WOFF and WOFF2). They are OpenType fonts whose tables are compressed, and in WOFF2 the outlines are also
//! written in another way (W3C, "WOFF File Format 2.0", section 5).
use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::tables::FontTableProvider;
use read_fonts::types::Tag;
use write_fonts::FontBuilder;

/// Whether a file begins as a web font does.
pub(super) fn is_web_font(head: &[u8]) -> bool {
    head.starts_with(b"wOFF") || head.starts_with(b"wOF2")
}

/// The OpenType font in a web font. `None` if it is damaged. Of a collection, which no browser reads, the first font.
pub(super) fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let font = ReadScope::new(bytes).read::<FontData<'_>>().ok()?;
    let provider = font.table_provider(0).ok()?;
    let mut tags = provider.table_tags()?;
    tags.sort_unstable();
    let mut builder = FontBuilder::new();
    for tag in tags {
        builder.add_raw(Tag::from_u32(tag), provider.table_data(tag).ok()??.into_owned());
    }
    Some(builder.build())
}
