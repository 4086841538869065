//! All codes, each in a file of its own: `dead-link` is in `dead_link.rs`.
//!
//! To add a code, write its file, and add two lines here: its `mod` and its entry in the list.
#![expect(missing_docs, reason = "each code documents itself")]

mod back_cover;
mod bad_address;
mod bad_bibliography;
mod bad_citation_style;
mod bad_date;
mod bad_doi;
mod bad_front_matter;
mod bad_identifier;
mod bad_image;
mod bad_isbn;
mod bad_language;
mod bad_length;
mod bad_lock;
mod bad_pandoc_document;
mod bad_picture_size;
mod bad_subject;
mod bad_toml;
mod bad_value;
mod broken_break;
mod broken_code;
mod broken_emphasis;
mod broken_entity;
mod broken_formula;
mod broken_heading;
mod broken_link;
mod broken_list;
mod broken_table;
mod coarse_picture;
pub(super) mod code;
mod cover_shape;
mod crowded_notes;
mod dead_link;
mod dead_see;
mod diagram_as_source;
mod direction_mark;
mod draft_chapter;
mod duplicate_anchor;
mod duplicate_edition;
mod duplicate_file;
mod duplicate_note;
mod duplicate_work;
mod edition_cycle;
mod empty_index_mark;
mod empty_text;
mod extra_cells;
mod failed_command;
mod far_note;
mod foreign_markup;
mod heading_at_foot;
mod heading_skip;
mod html_attribute;
mod ignored_command;
mod long_note;
mod markdown_in_html;
mod math_as_source;
mod mismatched_label;
mod misplaced_part;
mod missing_alt;
mod missing_anchor;
mod missing_chapter;
mod missing_cover;
mod missing_file;
mod missing_glyph;
mod missing_image;
mod missing_note;
mod missing_ornament;
mod missing_style;
mod misspelt_name;
mod nameless_chapter;
mod nameless_link;
mod narrow_gutter;
mod narrow_margin;
mod no_entry;
mod no_language;
mod no_name;
mod no_number;
mod no_qr_code;
mod no_room;
mod no_text;
mod no_title;
mod not_a_manuscript;
mod not_utf_8;
mod notes_by_page;
mod orphan;
mod other_face;
mod outside_root;
mod overfull_line;
mod page_count;
mod page_fault;
mod picture_in_drawing;
mod picture_not_set;
mod raw_html;
mod raw_not_printed;
mod remote_image;
mod rgb_cover;
mod rtl_book;
mod same_note_marks;
mod shop_book_size;
mod shop_colours;
mod shop_cover_bytes;
mod shop_cover_shape;
mod shop_cover_size;
mod shop_description;
mod shop_formula;
mod shop_no_cover;
mod shop_note;
mod shop_picture_bytes;
mod shop_picture_pixels;
mod shop_pixels_in_drawing;
mod shop_remote;
mod shop_table;
mod shop_title;
mod spine_estimated;
mod spine_text;
mod stale_lock;
mod stray_answer;
mod stray_fence;
mod system_font;
mod table_grid;
mod table_value;
mod tag_as_text;
mod text_in_summary;
mod tight_line;
mod too_deep;
mod trim_size;
mod uncalled_note;
mod unclosed_attributes;
mod unclosed_fence;
mod unclosed_formula;
mod unclosed_markup;
mod unclosed_note;
mod unclosed_tag;
mod uncoloured_code;
mod uneven_headings;
mod unknown_citation;
mod unknown_code_language;
mod unknown_design;
mod unknown_edition;
mod unknown_face;
mod unknown_index_key;
mod unknown_key;
mod unknown_label;
mod unknown_language;
mod unknown_language_words;
mod unknown_lint;
mod unknown_paper;
mod unknown_place;
mod unknown_role;
mod unmet_name;
mod unprintable_text;
mod unprinted_title;
mod unproven_conformance;
mod unreadable_formula;
mod unrun_command;
mod unrun_preprocessor;
mod unsettled_contents;
mod unsettled_notes;
mod unsettled_references;
mod unusable_font;
mod unused_abbreviation;
mod unused_attribute;
mod unused_bibliography;
mod unused_definition;
mod unused_key;
mod unused_setting;
mod wide_table;
mod widow;
mod wrong_type;
use code::Code;

/// Re-exports every code and lists them all.
macro_rules! codes {
    ($($file:ident::$code:ident,)*) => {
        $(pub use $file::$code;)*

        /// All codes, sorted by name.
        pub const ALL: &[&Code] = &[$($code),*];
    };
}

codes! {
back_cover::BACK_COVER,
bad_address::BAD_ADDRESS,
bad_bibliography::BAD_BIBLIOGRAPHY,
bad_citation_style::BAD_CITATION_STYLE,
bad_date::BAD_DATE,
bad_doi::BAD_DOI,
bad_front_matter::BAD_FRONT_MATTER,
bad_identifier::BAD_IDENTIFIER,
bad_image::BAD_IMAGE,
bad_isbn::BAD_ISBN,
bad_language::BAD_LANGUAGE,
bad_length::BAD_LENGTH,
bad_lock::BAD_LOCK,
bad_pandoc_document::BAD_PANDOC_DOCUMENT,
bad_picture_size::BAD_PICTURE_SIZE,
bad_subject::BAD_SUBJECT,
bad_toml::BAD_TOML,
bad_value::BAD_VALUE,
broken_break::BROKEN_BREAK,
broken_code::BROKEN_CODE,
broken_emphasis::BROKEN_EMPHASIS,
broken_entity::BROKEN_ENTITY,
broken_formula::BROKEN_FORMULA,
broken_heading::BROKEN_HEADING,
broken_link::BROKEN_LINK,
broken_list::BROKEN_LIST,
broken_table::BROKEN_TABLE,
coarse_picture::COARSE_PICTURE,
cover_shape::COVER_SHAPE,
crowded_notes::CROWDED_NOTES,
dead_link::DEAD_LINK,
dead_see::DEAD_SEE,
diagram_as_source::DIAGRAM_AS_SOURCE,
direction_mark::DIRECTION_MARK,
draft_chapter::DRAFT_CHAPTER,
duplicate_anchor::DUPLICATE_ANCHOR,
duplicate_edition::DUPLICATE_EDITION,
duplicate_file::DUPLICATE_FILE,
duplicate_note::DUPLICATE_NOTE,
duplicate_work::DUPLICATE_WORK,
edition_cycle::EDITION_CYCLE,
empty_index_mark::EMPTY_INDEX_MARK,
empty_text::EMPTY_TEXT,
extra_cells::EXTRA_CELLS,
failed_command::FAILED_COMMAND,
far_note::FAR_NOTE,
foreign_markup::FOREIGN_MARKUP,
heading_at_foot::HEADING_AT_FOOT,
heading_skip::HEADING_SKIP,
html_attribute::HTML_ATTRIBUTE,
ignored_command::IGNORED_COMMAND,
long_note::LONG_NOTE,
markdown_in_html::MARKDOWN_IN_HTML,
math_as_source::MATH_AS_SOURCE,
mismatched_label::MISMATCHED_LABEL,
misplaced_part::MISPLACED_PART,
missing_alt::MISSING_ALT,
missing_anchor::MISSING_ANCHOR,
missing_chapter::MISSING_CHAPTER,
missing_cover::MISSING_COVER,
missing_file::MISSING_FILE,
missing_glyph::MISSING_GLYPH,
missing_image::MISSING_IMAGE,
missing_note::MISSING_NOTE,
missing_ornament::MISSING_ORNAMENT,
missing_style::MISSING_STYLE,
misspelt_name::MISSPELT_NAME,
nameless_chapter::NAMELESS_CHAPTER,
nameless_link::NAMELESS_LINK,
narrow_gutter::NARROW_GUTTER,
narrow_margin::NARROW_MARGIN,
no_entry::NO_ENTRY,
no_language::NO_LANGUAGE,
no_name::NO_NAME,
no_number::NO_NUMBER,
no_qr_code::NO_QR_CODE,
no_room::NO_ROOM,
no_text::NO_TEXT,
no_title::NO_TITLE,
not_a_manuscript::NOT_A_MANUSCRIPT,
not_utf_8::NOT_UTF_8,
notes_by_page::NOTES_BY_PAGE,
orphan::ORPHAN,
other_face::OTHER_FACE,
outside_root::OUTSIDE_ROOT,
overfull_line::OVERFULL_LINE,
page_count::PAGE_COUNT,
page_fault::PAGE_FAULT,
picture_in_drawing::PICTURE_IN_DRAWING,
picture_not_set::PICTURE_NOT_SET,
raw_html::RAW_HTML,
raw_not_printed::RAW_NOT_PRINTED,
remote_image::REMOTE_IMAGE,
rgb_cover::RGB_COVER,
rtl_book::RTL_BOOK,
same_note_marks::SAME_NOTE_MARKS,
shop_book_size::SHOP_BOOK_SIZE,
shop_colours::SHOP_COLOURS,
shop_cover_bytes::SHOP_COVER_BYTES,
shop_cover_shape::SHOP_COVER_SHAPE,
shop_cover_size::SHOP_COVER_SIZE,
shop_description::SHOP_DESCRIPTION,
shop_formula::SHOP_FORMULA,
shop_no_cover::SHOP_NO_COVER,
shop_note::SHOP_NOTE,
shop_picture_bytes::SHOP_PICTURE_BYTES,
shop_picture_pixels::SHOP_PICTURE_PIXELS,
shop_pixels_in_drawing::SHOP_PIXELS_IN_DRAWING,
shop_remote::SHOP_REMOTE,
shop_table::SHOP_TABLE,
shop_title::SHOP_TITLE,
spine_estimated::SPINE_ESTIMATED,
spine_text::SPINE_TEXT,
stale_lock::STALE_LOCK,
stray_answer::STRAY_ANSWER,
stray_fence::STRAY_FENCE,
system_font::SYSTEM_FONT,
table_grid::TABLE_GRID,
table_value::TABLE_VALUE,
tag_as_text::TAG_AS_TEXT,
text_in_summary::TEXT_IN_SUMMARY,
tight_line::TIGHT_LINE,
too_deep::TOO_DEEP,
trim_size::TRIM_SIZE,
uncalled_note::UNCALLED_NOTE,
unclosed_attributes::UNCLOSED_ATTRIBUTES,
unclosed_fence::UNCLOSED_FENCE,
unclosed_formula::UNCLOSED_FORMULA,
unclosed_markup::UNCLOSED_MARKUP,
unclosed_note::UNCLOSED_NOTE,
unclosed_tag::UNCLOSED_TAG,
uncoloured_code::UNCOLOURED_CODE,
uneven_headings::UNEVEN_HEADINGS,
unknown_citation::UNKNOWN_CITATION,
unknown_code_language::UNKNOWN_CODE_LANGUAGE,
unknown_design::UNKNOWN_DESIGN,
unknown_edition::UNKNOWN_EDITION,
unknown_face::UNKNOWN_FACE,
unknown_index_key::UNKNOWN_INDEX_KEY,
unknown_key::UNKNOWN_KEY,
unknown_label::UNKNOWN_LABEL,
unknown_language::UNKNOWN_LANGUAGE,
unknown_language_words::UNKNOWN_LANGUAGE_WORDS,
unknown_lint::UNKNOWN_LINT,
unknown_paper::UNKNOWN_PAPER,
unknown_place::UNKNOWN_PLACE,
unknown_role::UNKNOWN_ROLE,
unmet_name::UNMET_NAME,
unprintable_text::UNPRINTABLE_TEXT,
unprinted_title::UNPRINTED_TITLE,
unproven_conformance::UNPROVEN_CONFORMANCE,
unreadable_formula::UNREADABLE_FORMULA,
unrun_command::UNRUN_COMMAND,
unrun_preprocessor::UNRUN_PREPROCESSOR,
unsettled_contents::UNSETTLED_CONTENTS,
unsettled_notes::UNSETTLED_NOTES,
unsettled_references::UNSETTLED_REFERENCES,
unusable_font::UNUSABLE_FONT,
unused_abbreviation::UNUSED_ABBREVIATION,
unused_attribute::UNUSED_ATTRIBUTE,
unused_bibliography::UNUSED_BIBLIOGRAPHY,
unused_definition::UNUSED_DEFINITION,
unused_key::UNUSED_KEY,
unused_setting::UNUSED_SETTING,
wide_table::WIDE_TABLE,
widow::WIDOW,
wrong_type::WRONG_TYPE,}

/// The code of that name, or `None` if there is none.
#[must_use]
pub fn find(name: &str) -> Option<&'static Code> {
    ALL.iter().find(|code| code.name == name).copied()
}
