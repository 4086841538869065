//! Plain data that the stages hand to each other: styles, finished pages.
pub(crate) mod page;
pub(crate) mod penalty;
pub(crate) mod qr_code;
pub(crate) mod style;
