//! The layout that an author requests for a block, in place of that of the design.
use crate::units::Length;

/// The layout that an author requests. Whatever is not given is left to the design.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// How the lines stand.
    pub align: Option<TextAlign>,
    /// The indent of the first line.
    pub indent: Option<FirstIndent>,
}

/// How lines stand in the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum TextAlign {
    Left,
    Center,
    Right,
    Justified,
}

/// The indent of the first line of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FirstIndent {
    /// In thousandths of the size of the text.
    Em(i64),
    /// A length.
    Absolute(Length),
}

impl Layout {
    /// This layout, with the values of `outer` in place of those that it does not give.
    #[must_use]
    pub fn or(self, outer: Self) -> Self {
        Self { align: self.align.or(outer.align), indent: self.indent.or(outer.indent) }
    }
}
