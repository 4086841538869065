//! Formulas: reads TeX into a [`Tree`], and writes MathML from it.
//!
//! Begin with [`read`]. Only `parser.rs` uses the library that parses TeX. `prepare.rs`, `aliases.rs` and `units.rs` make its input.
//! `read.rs`, `assemble.rs`, `signs.rs` and `values.rs` convert its result into a tree, and `unreadable.rs` converts its errors.
mod aliases;
mod alphabet;
mod assemble;
mod math_element;
mod mathml;
mod mathml_elements;
mod mathml_signs;
mod mathml_table;
mod parser;
mod prepare;
mod read;
mod sign_names;
mod signs;
mod spacing;
mod speech;
mod table;
mod tree;
mod tree_walk;
mod units;
mod unreadable;
mod values;

pub use math_element::{MathElement, MathNode};
pub use mathml::{Labels, MathmlOptions, given_number, mathml, plain_signs};
pub use parser::{Macro, Macros};
pub use prepare::{definitions, is_command};
pub use read::read;
pub use spacing::{Edges, Gap, gap, make_lone_operators_ordinary};
pub use speech::spoken;
pub use table::{Column, ColumnAlign, ColumnRule, Row, RuleStyle, Table, TableKind};
pub use tree::{
    Accent, Alphabet, Bar, BraceShape, Class, DelimiterSize, Enclosure, EquationNumber, Fraction, MathStyle, MathWord, Mu, Overlap, Part,
    ScriptPlacement, Scripts, Symbol, TextFace, Tree, VerticalSide,
};
pub use unreadable::Unreadable;
