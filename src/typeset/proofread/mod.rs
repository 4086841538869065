//! Checks finished pages.
//!
//! `Pages` go in, with the book from which they were made. Faults, diagnostics or a printout come out; the pages are not changed.
//!
//! Begin with `invariants.rs`, the rules that every page must keep. `white.rs` has the rules about white around titles and headings. Then
//! read `widows.rs`, which reports widows, orphans and stranded headings, and `text_proof.rs`, which prints pages as text for tests.
pub(crate) mod invariants;
pub(crate) mod text_proof;
pub(crate) mod white;
pub(crate) mod widows;
