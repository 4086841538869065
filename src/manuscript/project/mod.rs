//! Whole manuscripts: which files belong to one, in which order.
pub(crate) mod folder;
pub(crate) mod single;
