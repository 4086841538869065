//! The line breaker's own vocabulary: boxes, glue, penalties, discretionaries, as in TeX. Lengths are scaled points.
use crate::typeset::model::penalty::Penalty;

/// One item of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// What is set: a word or a part of one.
    Box {
        /// Its width.
        width: i64,
        /// How much of the width is letters that may be made a little wider or narrower.
        flexible: i64,
        /// How far it may hang out of the margin where it begins a line: some of an opening quotation mark.
        left: i64,
        /// The same where it ends a line: most of a full stop.
        right: i64,
    },
    /// White that gives way. A line may end at it if it follows a box or a discretionary.
    Glue {
        /// Its natural width.
        width: i64,
        /// How much it likes to grow.
        stretch: i64,
        /// Whether its stretch is without bound.
        infinite: bool,
        /// How much it may lose.
        shrink: i64,
    },
    /// White that does not give way. A line may end at it if glue follows.
    Kern {
        /// Its width.
        width: i64,
    },
    /// What it costs to end a line here.
    Penalty(Penalty),
    /// A place where a word may be divided.
    Discretionary {
        /// What the division adds before the line's end: the hyphen, and kerns lost or won.
        before: i64,
        /// What it adds at the next line's beginning.
        after: i64,
        /// What stands there when no line ends.
        unbroken: i64,
        /// How far the hyphen hangs out of the margin.
        hang: i64,
        /// Found by a dictionary: tried only when the paragraph cannot be set without.
        automatic: bool,
        /// The author's own hyphen or dash: nothing is added, another price is paid.
        explicit: bool,
    },
}

impl Item {
    /// A box of one piece that stays within the margins.
    #[must_use]
    pub const fn rigid(width: i64) -> Self {
        Self::Box { width, flexible: 0, left: 0, right: 0 }
    }

    /// Whether it vanishes at the beginning of a line.
    #[must_use]
    pub const fn is_discardable(&self) -> bool {
        matches!(self, Self::Glue { .. } | Self::Kern { .. } | Self::Penalty(_))
    }
}
