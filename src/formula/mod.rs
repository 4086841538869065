//! Formulas: their tree ([`Tree`]), which TeX is read into, and their MathML.
mod alphabet;
mod tree;

pub use tree::{
    Accent, Alphabet, Bar, BraceShape, Class, Column, ColumnAlign, ColumnRule, DelimiterSize, Enclosure, EquationNumber, Fraction, Mu,
    Overlap, Part, Placement, Row, RuleStyle, Scripts, Side, Style, Symbol, Table, TableKind, TextFace, Tree, Word,
};
