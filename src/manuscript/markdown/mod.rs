//! Markdown to blocks and inlines.
pub(crate) mod builder;
mod definitions;
pub(crate) mod scripts;
