//! Editions that extend one another.
pub(crate) mod built_in;
pub(crate) mod inherit;
