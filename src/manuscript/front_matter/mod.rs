//! Settings at the head of a text.
pub(crate) mod yaml;
