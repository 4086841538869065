//! The sheets that an edition is printed on.
pub(crate) mod imposition;
pub(crate) mod paper;
