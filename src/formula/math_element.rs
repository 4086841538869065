//! Formulas in MathML: those that are written from a tree, and those that an author pasted.

/// An element of a formula. Its name, its attributes and the number of its parts are what MathML requires, so that every e-book with it is
/// valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MathElement {
    /// The name.
    pub name: &'static str,
    /// The attributes.
    pub attributes: Vec<(&'static str, String)>,
    /// What is inside.
    pub content: Vec<MathNode>,
}

/// A part of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MathNode {
    /// An element.
    Element(MathElement),
    /// The text of a token: a number, a name, a sign.
    Text(String),
}
