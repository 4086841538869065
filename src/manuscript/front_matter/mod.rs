//! Settings at the head of a text.
pub(crate) mod block;
pub(crate) mod title_block;
pub(crate) mod yaml;
