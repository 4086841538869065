//! Markdown to blocks and inlines.
pub(crate) mod builder;
mod highlights;
pub(crate) mod scripts;
