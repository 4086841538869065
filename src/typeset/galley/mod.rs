//! A division to one long column of slugs.
pub(crate) mod column;
pub(crate) mod drop_capital;
pub(crate) mod figure;
pub(crate) mod float;
pub(crate) mod handout;
pub(crate) mod heading;
pub(crate) mod index;
pub(crate) mod keep_with_next;
pub(crate) mod line_slugs;
pub(crate) mod link_list;
pub(crate) mod list;
pub(crate) mod notes;
pub(crate) mod retained;
pub(crate) mod spanning;
pub(crate) mod table;
pub(crate) mod turned_table;
pub(crate) mod verse_and_code;
