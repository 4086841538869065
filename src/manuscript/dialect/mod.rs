//! The Markdown of other tools: which constructs each has, and how they are recognized.
//!
//! `tables` says which constructs belong to which dialect. `prose`, `lines` and `code` recognize them in running text, at the beginning of
//! a line and in blocks of code. They read only what the parser left as text, so that nothing is found in code, in formulas or in the
//! destinations of links. `translation` rewrites some of them as chapbook's own, if the book names its dialect.
mod boxes;
mod braces;
pub(crate) mod chunk;
pub(crate) mod code;
pub(crate) mod construct;
mod directive;
pub(crate) mod emoji;
mod formats;
mod highlight_tags;
mod html;
mod kramdown;
mod leanpub_formulas;
pub(crate) mod line;
pub(crate) mod lines;
mod markua;
pub(crate) mod mdx;
pub(crate) mod notes;
mod pandoc;
mod part_headings;
pub(crate) mod prose;
pub(crate) mod rule_labels;
mod spaced_addresses;
mod stat_blocks;
pub(crate) mod tables;
pub(crate) mod tex;
mod tex_commands;
pub(crate) mod translation;
mod word_notes;
