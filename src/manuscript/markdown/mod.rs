//! Markdown to blocks and inlines.
pub(crate) mod builder;
mod definitions;
mod highlights;
pub(crate) mod scripts;
