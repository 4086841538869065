//! The package document and the container.
mod container;
mod opf;

pub(super) use container::finish;
pub(super) use opf::{Parts, draft, opf};
