//! Marks that the reader adds: for the index and the glossary.
pub(crate) mod index;
pub(crate) mod mentions;
