//! The rules of e-book retailers beyond a valid EPUB. An edition names its retailers (`retailer = ["kobo", "apple"]`).
//!
//! Input: the publication. Output: warnings about everything that those retailers would refuse or show badly. Nothing in the book
//! changes. Begin reading at [`examine`]; the rules are in `rules.rs`.
mod census;
mod examination;
mod picture_data;
mod rules;

pub(super) use examination::{examine, examine_size};
