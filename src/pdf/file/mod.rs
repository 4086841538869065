//! The PDF file: its objects, its bytes and its identifier.
pub(crate) mod compress;
pub(crate) mod identifier;
pub(crate) mod object;
pub(crate) mod serialize;
