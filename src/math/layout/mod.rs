//! The layout of formulas: from a tree to boxes.
//!
//! This is the algorithm of TeX (The TeXbook, appendix G). As in LuaTeX, the constants of the font's table `MATH` replace TeX's font
//! parameters. A list is set in two steps. First each of its parts becomes a box, in the style at that place. Then the boxes are put side
//! by side, with spaces that depend on their classes (`list.rs`). The other files each set one kind of part. All lengths are scaled points
//! at the size of the formula.
mod accents;
mod arrows;
mod delimiters;
mod display;
mod enclosures;
mod fractions;
mod level;
mod list;
mod pieces;
mod scripts;
mod symbols;
mod tables;

pub use display::DisplayRow;
pub use pieces::{InlinePiece, PieceEnd};

use super::boxes::{MathBox, WordBox};
use super::face::MathFace;
use crate::formula::{MathStyle, Part, TextFace, Tree};
use crate::units::Length;
use level::StyleLevel;

/// Measures words in the face of the text. `typeset` sets them.
pub trait WordMeasurer {
    /// The measurements of words in a face. `size` is the size of the math face beside them.
    fn measure(&self, text: &str, face: TextFace, size: Length) -> WordBox;

    /// The number of the equation with a label, without parentheses.
    fn number(&self, label: &str) -> String;
}

/// Whether a formula stands in running text or on its own line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// In running text.
    Inline,
    /// On its own line.
    Display,
}

/// Sets formulas in a face and a size.
#[derive(Clone, Copy)]
pub struct FormulaLayout<'a> {
    /// The face.
    pub face: &'a MathFace<'a>,
    /// Measures words in the face of the text.
    pub words: &'a dyn WordMeasurer,
    /// The size of the math face in display and text style.
    pub size: Length,
}

impl std::fmt::Debug for FormulaLayout<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Layout").field("face", &self.face).field("size", &self.size).finish_non_exhaustive()
    }
}

impl FormulaLayout<'_> {
    /// Sets a whole formula as one box, without its number.
    #[must_use]
    pub fn formula(&self, tree: &Tree, shape: Shape) -> MathBox {
        self.parts(&tree.parts, shape)
    }

    /// Sets a list as one box.
    #[must_use]
    pub fn parts(&self, parts: &[Part], shape: Shape) -> MathBox {
        self.list(parts, self.level(shape)).packed()
    }

    fn level(&self, shape: Shape) -> StyleLevel {
        StyleLevel::new(if shape == Shape::Display { MathStyle::Display } else { MathStyle::Text }, self.size)
    }

    /// A length in font units at a level.
    fn units(&self, units: i64, level: StyleLevel) -> Length {
        self.size_at(level).scaled(units, self.face.units_per_em.max(1))
    }

    /// A length at a level in font units, rounded towards zero.
    fn in_units(&self, length: Length, level: StyleLevel) -> i64 {
        length.0 * self.face.units_per_em / self.size_at(level).0.max(1)
    }

    /// The size of the face at a level.
    fn size_at(&self, level: StyleLevel) -> Length {
        match level.script_depth() {
            0 => level.base,
            1 => level.base.scaled(self.face.constants.script_percent_scale_down, 100),
            _ => level.base.scaled(self.face.constants.script_script_percent_scale_down, 100),
        }
    }

    /// How far the math axis is above the baseline. Fraction bars and minus signs stand on the axis.
    fn axis(&self, level: StyleLevel) -> Length {
        self.units(self.face.constants.axis_height, level)
    }

    /// Sets a list as a box, as TeX packs it.
    fn packed(&self, parts: &[Part], level: StyleLevel) -> MathBox {
        self.list(parts, level).packed()
    }
}
