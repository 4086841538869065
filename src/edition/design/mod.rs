//! The typographic design of an edition. Begin with `table.rs`, which declares every value.
pub(crate) mod named;
pub(crate) mod read;
pub(crate) mod show;
pub(crate) mod table;
pub(crate) mod value;
pub(crate) mod values;
