//! Markdown to blocks and inlines.
pub(crate) mod builder;
mod definitions;
mod highlights;
mod info_string;
pub(crate) mod listing;
mod paired_signs;
mod pipe_tables;
pub(crate) mod scripts;
mod unspaced_emphasis;
