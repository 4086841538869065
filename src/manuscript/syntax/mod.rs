//! Syntax that Markdown lacks.
pub(crate) mod attributes;
