//! Syntax that Markdown lacks.
pub(crate) mod attributes;
pub(crate) mod commonmark;
