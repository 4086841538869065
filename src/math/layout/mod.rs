//! The layout of formulas: from a tree to boxes.
//!
//! This is the algorithm of TeX (The TeXbook, appendix G), with the constants of the font's table `MATH` in place of TeX's font parameters,
//! as LuaTeX does it. A list is set in two steps. First each of its parts becomes a box in the style that holds there; then the boxes are
//! put side by side, with a space between two of them that depends on their classes (`list.rs`). The other files set one kind of part each.
//! All lengths are scaled points at the size of the formula.
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
pub use pieces::{After, Piece};

use super::boxes::{MathBox, WordBox};
use super::face::MathFace;
use crate::formula::{Part, Style, TextFace, Tree};
use crate::units::Length;
use level::Level;

/// Measures words in the face of the text. `typeset` sets them.
pub trait Words {
    /// The measurements of words in a face at a size.
    fn measure(&self, text: &str, face: TextFace, size: Length) -> WordBox;

    /// The number of the equation that has a label, without parentheses.
    fn number(&self, label: &str) -> String;
}

/// How the list of a formula fills its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// In running text.
    Inline,
    /// On a line of its own.
    Display,
}

/// Sets formulas in a face and a size.
#[derive(Clone, Copy)]
pub struct Layout<'a> {
    /// The face.
    pub face: &'a MathFace<'a>,
    /// Measures words in the face of the text.
    pub words: &'a dyn Words,
    /// The size of the formula.
    pub size: Length,
}

impl std::fmt::Debug for Layout<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Layout").field("face", &self.face).field("size", &self.size).finish_non_exhaustive()
    }
}

impl Layout<'_> {
    /// Sets a whole formula as one box, without its tag.
    #[must_use]
    pub fn formula(&self, tree: &Tree, shape: Shape) -> MathBox {
        self.parts(&tree.parts, shape)
    }

    /// Sets a list as one box.
    #[must_use]
    pub fn parts(&self, parts: &[Part], shape: Shape) -> MathBox {
        self.list(parts, self.level(shape)).packed()
    }

    fn level(&self, shape: Shape) -> Level {
        Level::new(if shape == Shape::Display { Style::Display } else { Style::Text }, self.size)
    }

    /// A length in font units at a level.
    fn units(&self, units: i64, level: Level) -> Length {
        self.size_at(level).scaled(units, self.face.units_per_em.max(1))
    }

    /// A length at a level in font units, rounded.
    fn in_units(&self, length: Length, level: Level) -> i64 {
        length.0 * self.face.units_per_em / self.size_at(level).0.max(1)
    }

    /// The size of the face at a level.
    fn size_at(&self, level: Level) -> Length {
        match level.script_depth() {
            0 => level.base,
            1 => level.base.scaled(self.face.constants.script_percent_scale_down, 100),
            _ => level.base.scaled(self.face.constants.script_script_percent_scale_down, 100),
        }
    }

    /// How far the axis of the formula is above the baseline: where fraction bars and minus signs are.
    fn axis(&self, level: Level) -> Length {
        self.units(self.face.constants.axis_height, level)
    }

    /// A list in its own box, as TeX packs it.
    fn packed(&self, parts: &[Part], level: Level) -> MathBox {
        self.list(parts, level).packed()
    }
}
