//! Rewrites texts before the Markdown parser reads them.
mod brackets;
pub(crate) mod fences;
pub(crate) mod formulas;
pub(crate) mod reading;
