//! The place and the style of a block.
use crate::document::{FirstIndent, Layout, TextAlign};
use crate::typeset::model::style::{Align, TextStyle};
use crate::units::Length;

/// Where in the column a block stands, and the style of its text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BlockPlace {
    pub(crate) left: Length,
    pub(crate) measure: Length,
    pub(crate) leading: Length,
    pub(crate) style: TextStyle,
    pub(crate) align: Align,
    /// The first-line indent of paragraphs that follow one another.
    pub(crate) indent: Length,
    /// The indent of all lines but the first, for the entries of a bibliography.
    pub(crate) hang: Length,
}

impl BlockPlace {
    /// The same place, with the alignment that the author requests for a paragraph.
    pub(crate) fn laid_out(&self, layout: Layout) -> Self {
        let align = match layout.align {
            Some(TextAlign::Left) => Align::Left,
            Some(TextAlign::Center) => Align::Center,
            Some(TextAlign::Right) => Align::Right,
            Some(TextAlign::Justified) => Align::Justified,
            None => self.align,
        };
        Self { align, ..self.clone() }
    }

    /// The indent that the author asked for, if any. It leaves at least half of the measure.
    pub(crate) fn asked_indent(&self, layout: Layout) -> Option<Length> {
        let asked = match layout.indent? {
            FirstIndent::Em(thousandths) => self.style.size.scaled(thousandths, 1000),
            FirstIndent::Absolute(length) => length,
        };
        Some(asked.max(-self.left).min(self.measure / 2))
    }

    /// The same place, indented on both sides. The measure stays at least four ems wide, unless it was narrower before.
    pub(crate) fn inset(&self, left: Length, right: Length) -> Self {
        let room = (self.measure - left - right).max(self.style.size * 4).min(self.measure);
        Self { left: self.left + (self.measure - room).min(left), measure: room, ..self.clone() }
    }
}
