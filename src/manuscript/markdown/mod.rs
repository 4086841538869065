//! Markdown to blocks and inlines.
pub(crate) mod builder;
mod definitions;
mod highlights;
mod pipe_tables;
pub(crate) mod scripts;
