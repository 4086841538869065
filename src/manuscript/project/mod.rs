//! Whole manuscripts: the files of each and their order.
mod book_toml;
mod citations;
mod delimiters;
pub(crate) mod folder;
pub(crate) mod foreign;
mod picture_folders;
mod planned;
pub(crate) mod single;
