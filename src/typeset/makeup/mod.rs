//! Galleys to pages.
mod blocks;
mod builder;
mod columns;
mod figures;
mod heads;
mod note_lines;
mod plan;
mod spanning;
mod spread;
mod strip;

pub(crate) use heads::has_foot_line;
pub(crate) use spread::{Draft, Numbers, Search, bind, drafts, even_out};
