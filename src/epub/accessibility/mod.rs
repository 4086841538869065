//! What the book holds for those who do not see it.
mod examination;

pub(super) use examination::{Facts, Made, examine};
