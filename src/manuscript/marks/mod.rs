//! What is found in the whole document: index marks, links to the glossary, and the numbers in the titles of chapters.
pub(crate) mod index;
pub(crate) mod mentions;
pub(crate) mod title_numbers;
