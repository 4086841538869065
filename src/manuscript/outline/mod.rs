//! The files of a book in their order, with the parts that they form.
pub(crate) mod matter;
pub(crate) mod ordered;
pub(crate) mod summary;
