//! Raw HTML in Markdown.
pub(crate) mod elements;
pub(crate) mod pairs;
pub(crate) mod table;
pub(crate) mod tag;
