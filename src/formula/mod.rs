//! Formulas: reads TeX into a [`Tree`], and writes MathML from it.
//!
//! [`read`] is the way in. `parser.rs` is the door to the library that parses TeX; `prepare.rs`, `aliases.rs` and `units.rs` say what it
//! gets, `read.rs`, `assemble.rs` and `signs.rs` what its result means, `unreadable.rs` what its errors mean.
mod aliases;
mod alphabet;
mod assemble;
mod math_element;
mod mathml;
mod mathml_signs;
mod mathml_table;
mod parser;
mod prepare;
mod read;
mod signs;
mod spacing;
mod tree;
mod units;
mod unreadable;

pub use math_element::{MathElement, MathNode};
pub use mathml::{Labels, MathmlOptions, given_number, mathml};
pub use parser::{Macro, Macros};
pub use prepare::{definitions, is_command};
pub use read::read;
pub use tree::{
    Accent, Alphabet, Bar, BraceShape, Class, Column, ColumnAlign, ColumnRule, DelimiterSize, Enclosure, EquationNumber, Fraction, Mu,
    Overlap, Part, Placement, Row, RuleStyle, Scripts, Side, Style, Symbol, Table, TableKind, TextFace, Tree, Word,
};
pub use unreadable::Unreadable;
