//! HTML in Markdown, read by the rules of the HTML Standard. `feed.rs` decides what is a tag, `tokens.rs` and `tree.rs` build trees, and
//! `blocks.rs` and `inlines.rs` read them.
pub(crate) mod attributes_of_blocks;
pub(crate) mod blocks;
pub(crate) mod element_kind;
pub(crate) mod feed;
pub(crate) mod figures;
pub(crate) mod inlines;
pub(crate) mod linear_math;
pub(crate) mod lists;
mod markdown_signs;
pub(crate) mod math_attributes;
pub(crate) mod mathml;
pub(crate) mod media;
pub(crate) mod preformatted;
pub(crate) mod reports;
pub(crate) mod run;
pub(crate) mod style;
pub(crate) mod table;
pub(crate) mod tables;
pub(crate) mod tag_attributes;
pub(crate) mod text_of_blocks;
pub(crate) mod tokens;
pub(crate) mod tree;
