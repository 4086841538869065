//! Where a block stands in its column, and how it looks.
use crate::typeset::model::style::{Align, TextStyle};
use crate::units::Length;

/// Where in the measure a block stands, and in what dress.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) left: Length,
    pub(crate) measure: Length,
    pub(crate) leading: Length,
    pub(crate) style: TextStyle,
    pub(crate) align: Align,
    /// The first-line indent of paragraphs that follow one another.
    pub(crate) indent: Length,
    /// The indent of all lines but the first, where paragraphs are entries: in a bibliography.
    pub(crate) hang: Length,
}

impl Place {
    /// The same, moved in from both sides.
    pub(crate) fn inset(&self, left: Length, right: Length) -> Self {
        let room = (self.measure - left - right).max(self.style.size * 4).min(self.measure);
        Self { left: self.left + (self.measure - room).min(left), measure: room, ..self.clone() }
    }
}
