//! Settings as a tree of values with their places.
pub(crate) mod check;
pub(crate) mod reader;
pub(crate) mod tree;
