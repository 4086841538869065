//! Lengths, points, sizes and paper formats. All lengths are integers, so that every machine computes the same.
mod geometry;
mod length;
mod paper;

pub use geometry::{Point, Sides, Size};
pub use length::{Length, ParseLengthError};
pub use paper::{PAPERS, paper};
