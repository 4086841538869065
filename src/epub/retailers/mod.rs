//! What shops ask for beyond a valid EPUB.
mod examination;

pub(super) use examination::{examine, weigh};
