//! Formulas in MathML, either written from a tree or pasted by the author.

/// An element of MathML. Its name, its attributes and the number of its children follow MathML 3.0, as a valid e-book requires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MathElement {
    /// The name, such as `mrow`.
    pub name: &'static str,
    /// The names and values of the attributes.
    pub attributes: Vec<(&'static str, String)>,
    /// The children.
    pub content: Vec<MathNode>,
}

/// A child of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MathNode {
    /// An element.
    Element(MathElement),
    /// The text of a token element: a number, a name or a sign.
    Text(String),
}
