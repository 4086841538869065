//! Cuts the galley of a division into pages.
//!
//! The input is a `Galley`: one long column of slugs, their variants and the notes. [`drafts`] makes pages that have no folio, and do
//! not know yet whether they are left or right pages. [`bind`] adds side, folio and running heads.
//!
//! Begin with `drafts` in `spread.rs`, which runs the steps in order. Then read:
//!
//! 1. `strip.rs`: the column, with the number of note lines that each slug calls;
//! 2. `note_lines.rs`: the lines of all notes, and how high any range of them is;
//! 3. `blocks.rs`: the column as blocks, each with the ways in which it can be set;
//! 4. `builder.rs`: the search for the best pages, with its data in `search.rs`; and `prices.rs`: what flaws cost;
//! 5. `figures.rs`: which figures may stand where on a page;
//! 6. `columns.rs` and `spanning.rs`: pages with two columns, and figures that span them;
//! 7. `plan.rs`: what each page holds, and by how much its white grows;
//! 8. `heads.rs`: running heads and folios.
mod blocks;
mod builder;
mod columns;
mod figures;
mod growth;
mod heads;
mod note_lines;
mod plan;
mod prices;
mod search;
mod spanning;
mod spread;
mod strip;

pub(crate) use growth::ROUNDING;
pub(crate) use heads::has_foot_line;
pub(crate) use plan::PlannedHeading;
pub(crate) use spread::{Draft, FolioNumerals, Search, bind, drafts, even_out};
