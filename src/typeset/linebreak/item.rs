//! The items of a paragraph: boxes, glue, kerns, penalties and discretionaries, as in TeX. Lengths are in scaled points.
use crate::typeset::model::penalty::Penalty;

/// An item of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Something printed: a word, a part of one, or a picture.
    Box {
        /// Its width.
        width: i64,
        /// How much of the width is letters that may be expanded.
        flexible: i64,
        /// How far it protrudes into the left margin if it begins a line.
        left: i64,
        /// How far it protrudes into the right margin if it ends a line.
        right: i64,
    },
    /// White that stretches and shrinks. A line may end at it if it follows a box or a discretionary.
    Glue {
        /// Its natural width.
        width: i64,
        /// By how much it may grow without being ugly.
        stretch: i64,
        /// Whether its stretch is infinite.
        infinite: bool,
        /// By how much it may shrink.
        shrink: i64,
    },
    /// White of fixed width. A line may end at it if glue follows.
    Kern {
        /// Its width.
        width: i64,
    },
    /// What it costs to end a line here.
    Penalty(Penalty),
    /// A place where a word may be hyphenated.
    Discretionary {
        /// The width that a line end here adds to the line: the hyphen, and a kern gained or lost.
        before: i64,
        /// The width that it adds to the next line.
        after: i64,
        /// The width if no line ends here.
        unbroken: i64,
        /// How far the hyphen protrudes into the right margin.
        hang: i64,
        /// Whether it comes from hyphenation. It is not tried in the pass without hyphenation.
        automatic: bool,
        /// Whether it is after a hyphen of the text. Nothing is added, and another penalty applies.
        explicit: bool,
    },
}

impl Item {
    /// A box that neither expands nor protrudes.
    #[must_use]
    pub const fn rigid(width: i64) -> Self {
        Self::Box { width, flexible: 0, left: 0, right: 0 }
    }

    /// Whether it is dropped at the beginning of a line.
    #[must_use]
    pub const fn is_discardable(&self) -> bool {
        matches!(self, Self::Glue { .. } | Self::Kern { .. } | Self::Penalty(_))
    }
}
