//! Rewrites texts before the Markdown parser reads them.
pub(crate) mod abbreviations;
mod brackets;
mod columns;
mod container_attributes;
pub(crate) mod fences;
pub(crate) mod formulas;
mod grid_tables;
mod insertions;
pub(crate) mod items;
mod percent_comments;
mod plain_bytes;
pub(crate) mod preparation;
pub(crate) mod reading;
pub(crate) mod rewrite;
mod spaced_tables;
