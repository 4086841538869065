//! The PDF file: its objects and its bytes.
pub(crate) mod object;
pub(crate) mod serialize;
