//! The chapters of a book to its pages.
pub(crate) mod other_paper;
pub(crate) mod passes;
pub(crate) mod title_pages;
