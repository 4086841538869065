//! The Markdown parser, the syntax of attributes, and of lines before they are parsed.
pub(crate) mod attributes;
pub(crate) mod commonmark;
pub(crate) mod labels;
pub(crate) mod lines;
pub(crate) mod verbatim;
