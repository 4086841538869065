//! Editions: the type, the `[[edition]]` tables, and how they extend one another.
pub(crate) mod built_in;
pub(crate) mod inherit;
pub(crate) mod model;
pub(crate) mod paper;
pub(crate) mod print;
pub(crate) mod schema;
