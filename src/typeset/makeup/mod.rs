//! Galleys to pages.
mod blocks;
mod builder;
mod columns;
mod figures;
mod heads;
mod note_lines;
mod spread;
mod wide;

pub(super) use figures::HELD;
pub(super) use heads::has_foot_line;
pub(super) use note_lines::SetNote;
pub(super) use spread::{Draft, Galley, Numbers, bind, drafts, even_out};
