//! Sets a division as a galley: one long column of slugs, not yet cut into pages.
//!
//! A `Division` of the document goes in, with the `Setter`. A `Galley` comes out: slugs, variants of its paragraphs and figures, and the
//! notes that it calls. A slug is a strip that is never cut, such as a line of text or a picture.
//!
//! Begin with `set_division` in `division.rs`. Then read:
//!
//! 1. `slug.rs`: the data that make-up reads;
//! 2. `place.rs` and `builder.rs`: where a block stands, and the galley that is being filled;
//! 3. `blocks.rs`: chooses the function for each kind of block; `keep_with_next.rs` finds blocks that stay together;
//! 4. `line_slugs.rs` and `retained.rs`: lines of a paragraph as slugs, and the second setting of a division;
//! 5. `heading.rs`, `drop_capital.rs`, `list.rs`, `verse.rs`, `listing.rs`, `formula.rs`, `figure.rs`, `table.rs`: one kind of block each;
//!    `table_columns.rs` finds the widths of the columns of a table, `table_rows.rs` sets its rows;
//! 6. `float.rs`, `spanning.rs`, `turned_table.rs`: figures and tables that may stand elsewhere than at their call;
//! 7. `notes.rs`, `index.rs`, `link_list.rs`, `masthead.rs`, `handout.rs`: what stands around the text.
pub(crate) mod blocks;
pub(crate) mod builder;
pub(crate) mod division;
pub(crate) mod drop_capital;
pub(crate) mod figure;
pub(crate) mod float;
pub(crate) mod formula;
pub(crate) mod handout;
pub(crate) mod heading;
pub(crate) mod index;
pub(crate) mod keep_with_next;
pub(crate) mod line_slugs;
pub(crate) mod link_list;
pub(crate) mod list;
pub(crate) mod listing;
pub(crate) mod masthead;
pub(crate) mod notes;
pub(crate) mod place;
pub(crate) mod retained;
pub(crate) mod slug;
pub(crate) mod spanning;
pub(crate) mod statement;
pub(crate) mod subfigures;
pub(crate) mod table;
pub(crate) mod table_columns;
pub(crate) mod table_rows;
pub(crate) mod turned_table;
pub(crate) mod verse;
