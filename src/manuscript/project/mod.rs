//! Whole manuscripts: the files of each and their order.
pub(crate) mod folder;
pub(crate) mod single;
