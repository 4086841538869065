//! Lengths and shapes: everything that is measured, in integers.
mod geometry;
mod length;
mod paper;

pub use geometry::{Point, Sides, Size};
pub use length::{Length, ParseLengthError};
pub use paper::{PAPERS, paper};
