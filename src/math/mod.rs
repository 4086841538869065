//! Sets formulas: computes where each glyph and each rule of a formula stands.
//!
//! A tree ([`formula::Tree`](crate::formula::Tree)), a face with the table `MATH` and a size go in. Boxes of glyphs and rules come out
//! ([`MathBox`]). Nothing here knows lines or pages: `typeset` puts the boxes into lines and says how words in the face of the text are set
//! ([`Words`]).
//!
//! Begin with [`Layout`].
mod boxes;
mod face;
mod layout;

pub use boxes::{Item, MathBox, Placed, WordBox};
pub use face::MathFace;
pub use layout::{After, DisplayRow, Layout, Piece, Shape, Words};
