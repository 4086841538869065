//! The metadata of a book.
pub(crate) mod answers;
pub(crate) mod dialect;
pub(crate) mod identifiers;
pub(crate) mod licence;
pub(crate) mod list_of_works;
pub(crate) mod model;
pub(crate) mod numbering;
pub(crate) mod read;
pub(crate) mod relators;
pub(crate) mod schema;
pub(crate) mod title_numbers;
