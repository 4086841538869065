//! One paragraph to lines.
pub(crate) mod balanced;
pub(crate) mod bidi;
pub(crate) mod composition;
pub(crate) mod fill;
pub(crate) mod lines;
pub(crate) mod picture_size;
pub(crate) mod relaxed;
pub(crate) mod rivers;
