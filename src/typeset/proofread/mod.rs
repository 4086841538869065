//! Checks of finished pages.
pub(crate) mod invariants;
pub(crate) mod text_proof;
pub(crate) mod widows;
