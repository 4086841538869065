//! The typographic design of an edition.
pub(crate) mod read;
pub(crate) mod show;
pub(crate) mod values;
