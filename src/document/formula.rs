//! A formula: what it says and how the author wrote it.

/// A formula in TeX notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// The TeX between the delimiters.
    pub tex: String,
    /// The formula as typed, with its delimiters. A backend that cannot set the formula prints this.
    pub source: String,
    /// Whether it is set on a line of its own.
    pub display: bool,
}
