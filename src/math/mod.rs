//! Sets formulas: computes the place of each glyph and each rule of a formula.
//!
//! The input is a tree ([`formula::Tree`](crate::formula::Tree)), a face with the table `MATH`, and a size. The output is boxes of glyphs
//! and rules ([`MathBox`]). This module has no lines or pages: `typeset` puts the boxes into lines, and measures words in the face of the
//! text ([`WordMeasurer`]).
//!
//! [`FormulaArtist`] draws a whole formula as shapes, for e-readers that cannot show MathML.
//!
//! Begin with [`FormulaLayout`].
mod boxes;
mod drawing;
mod face;
mod layout;

pub use boxes::{BoxItem, MathBox, PlacedBoxItem, WordBox};
pub use drawing::{FormulaArtist, FormulaDrawing, TextFaces};
pub use face::MathFace;
pub use layout::{DisplayRow, FormulaLayout, InlinePiece, PieceEnd, Shape, WordMeasurer};
