//! Markdown to blocks and inlines.
pub(crate) mod builder;
pub(crate) mod scripts;
