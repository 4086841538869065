//! Opens the author's files and remembers where each byte of the assembled text came from.
pub(crate) mod assembled;
pub(crate) mod open;
