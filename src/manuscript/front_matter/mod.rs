//! Settings at the head of a text.
pub(crate) mod block;
pub(crate) mod yaml;
