//! The author's files, and the text assembled from them.
pub(crate) mod assembled;
pub(crate) mod conversion;
pub(crate) mod format;
pub(crate) mod open;
pub(crate) mod order;
