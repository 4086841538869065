//! Whole manuscripts: the files of each and their order.
pub(crate) mod book_toml;
mod citations;
pub(crate) mod converted;
mod delimiters;
pub(crate) mod folder;
pub(crate) mod foreign;
mod picture_folders;
mod planned;
pub(crate) mod single;
