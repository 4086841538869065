//! Index marks and glossary links that are added automatically.
pub(crate) mod index;
pub(crate) mod mentions;
