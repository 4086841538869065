//! A formula, as the author wrote it and as it was parsed.
use std::sync::Arc;

use crate::formula::{MathElement, Tree};

/// A formula in TeX notation, or in MathML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// The TeX between the delimiters.
    pub tex: String,
    /// The formula as typed, with its delimiters. A backend that cannot set the formula prints this.
    pub source: String,
    /// Whether it is set on a line of its own.
    pub display: bool,
    /// The formula in MathML, if it was written so. The e-book has this.
    pub markup: Option<Arc<MathElement>>,
    /// The parsed TeX. `None` if it cannot be parsed, or if the formula was written in MathML.
    pub tree: Option<Arc<Tree>>,
}
