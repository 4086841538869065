//! Whole manuscripts: the files of each and their order.
mod citations;
pub(crate) mod folder;
pub(crate) mod single;
