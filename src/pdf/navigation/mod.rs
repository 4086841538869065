//! Navigation: the outline.
pub(crate) mod outline;
