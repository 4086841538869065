//! The rules of retailers as a table. They are other companies' rules and they change, so each retailer has the date on which its
//! rules were read and the place where they are. Comments say which rules are known only second-hand.
//!
//! Rules that our files cannot break are not in the table. Our files always have an NCX, a cover in a document of its own and
//! TrueType or OpenType fonts; they never have scripts, drawings in the spine or a fixed layout. `tests/it/retailers.rs` checks that.
use crate::edition::Retailer;

/// The rules of one retailer. A limit that it does not state is `None`.
pub(super) struct RetailerRules {
    pub(super) retailer: Retailer,
    /// The name that messages use.
    pub(super) name: &'static str,
    /// The day on which the rules were read: YYYY-MM-DD.
    pub(super) read: &'static str,
    /// Where they are.
    pub(super) source: &'static str,
    /// The least size of a cover.
    pub(super) cover_least: Option<SideRange>,
    /// The greatest length of either side of a cover, in pixels.
    pub(super) cover_most: Option<u32>,
    /// The height of a cover divided by its width, in tenths. One tenth more or less is accepted.
    pub(super) cover_shape: Option<u32>,
    pub(super) cover_bytes: Option<usize>,
    pub(super) picture_bytes: Option<usize>,
    /// The maximum number of pixels in any picture, including the cover: width times height.
    pub(super) picture_pixels: Option<u64>,
    pub(super) book_bytes: Option<usize>,
    /// The minimum number of letters of a note that pops up. Notes that are too long are reported for every edition (`long-note`).
    pub(super) note_letters: Option<usize>,
    pub(super) table_columns: Option<usize>,
    pub(super) table_rows: Option<usize>,
    /// The maximum number of letters in title and subtitle together.
    pub(super) title_letters: Option<usize>,
    pub(super) description_letters: Option<usize>,
    /// Whether drawings may contain bitmaps.
    pub(super) bitmaps_in_drawings: bool,
    /// Whether its e-readers show MathML.
    pub(super) mathml: bool,
}

/// The sides of a picture in pixels.
#[derive(Clone, Copy)]
pub(super) struct SideRange {
    pub(super) shorter: u32,
    pub(super) longer: u32,
}

/// A megabyte.
pub(super) const MB: usize = 1_000_000;

/// No rules at all. Each retailer adds its own.
const NO_RULES: RetailerRules = RetailerRules {
    retailer: Retailer::Generic,
    name: "",
    read: "",
    source: "",
    cover_least: None,
    cover_most: None,
    cover_shape: None,
    cover_bytes: None,
    picture_bytes: None,
    picture_pixels: None,
    book_bytes: None,
    note_letters: None,
    table_columns: None,
    table_rows: None,
    title_letters: None,
    description_letters: None,
    bitmaps_in_drawings: true,
    mathml: true,
};

/// The rules of every retailer.
pub(super) const RULES: [RetailerRules; 4] = [
    RetailerRules {
        retailer: Retailer::Kobo,
        name: "Kobo",
        read: "2026-11-23",
        // "Cover Images", "Image Formatting", "Tables", "Footnotes/Endnotes", "Limitations and Maximums". The least size of a
        // cover is second-hand: others quote Kobo Writing Life with 1400 pixels and with more.
        source: "https://github.com/kobolabs/epub-spec",
        cover_least: Some(SideRange { shorter: 1400, longer: 1400 }),
        cover_bytes: Some(3 * MB),
        picture_bytes: Some(5 * MB),
        book_bytes: Some(1000 * MB),
        note_letters: Some(9),
        table_columns: Some(4),
        // Second-hand: asked for since 2019, in issue 86 of Kobo-Reader.
        mathml: false,
        ..NO_RULES
    },
    RetailerRules {
        retailer: Retailer::Apple,
        name: "Apple Books",
        // Second-hand: the Asset Guide as others quoted it on that day.
        read: "2026-09-13",
        source: "https://help.apple.com/itc/booksassetguide/",
        cover_least: Some(SideRange { shorter: 1400, longer: 1400 }),
        picture_pixels: Some(5_600_000),
        book_bytes: Some(2000 * MB),
        ..NO_RULES
    },
    RetailerRules {
        retailer: Retailer::Kindle,
        name: "Kindle",
        read: "2026-09-13",
        // Second-hand: "Cover Image Guidelines" and "Metadata Guidelines" of the KDP help, and the Kindle Publishing Guidelines on
        // tables, pictures and file size, as others quoted them on that day.
        source: "https://kdp.amazon.com/en_US/help/topic/G6GTK3T3NUHKLEFX",
        cover_least: Some(SideRange { shorter: 625, longer: 1000 }),
        cover_most: Some(10_000),
        cover_shape: Some(16),
        cover_bytes: Some(50 * MB),
        picture_bytes: Some(5 * MB),
        book_bytes: Some(650 * MB),
        table_columns: Some(10),
        table_rows: Some(100),
        title_letters: Some(199),
        description_letters: Some(4000),
        bitmaps_in_drawings: false,
        ..NO_RULES
    },
    RetailerRules {
        retailer: Retailer::Generic,
        name: "A retailer",
        read: "2026-11-23",
        // The strictest of the rules above, without those that are for small screens only.
        source: "the rules of Kobo, Apple Books and Kindle",
        cover_least: Some(SideRange { shorter: 1400, longer: 1400 }),
        cover_bytes: Some(50 * MB),
        picture_bytes: Some(5 * MB),
        picture_pixels: Some(5_600_000),
        book_bytes: Some(650 * MB),
        description_letters: Some(4000),
        bitmaps_in_drawings: false,
        ..NO_RULES
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_retailer_has_rules_with_date_and_source() {
        for retailer in [Retailer::Kobo, Retailer::Apple, Retailer::Kindle, Retailer::Generic] {
            let rules: Vec<&RetailerRules> = RULES.iter().filter(|rules| rules.retailer == retailer).collect();
            assert!(rules.len() == 1 && rules[0].read.len() == 10 && !rules[0].source.is_empty(), "{retailer:?}");
        }
    }
}
