//! The files `book.toml` and `names.toml`.
pub(crate) mod citations;
pub(crate) mod file_name;
pub(crate) mod fonts;
pub(crate) mod names;
pub(crate) mod read;
pub(crate) mod schema;
