//! The Markdown parser, and the syntax of attributes.
pub(crate) mod attributes;
pub(crate) mod commonmark;
