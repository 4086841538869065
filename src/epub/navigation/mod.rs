//! The navigation document and the NCX.
mod nav;

pub(super) use nav::{list_pages, nav, ncx};
