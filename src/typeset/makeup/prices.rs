//! The prices that the page builder weighs against one another.

/// The prices of the flaws of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prices {
    /// White at the foot of a page, times the square of its lines.
    pub(crate) short: i64,
    /// The same, if white above headings, lists and the like grows instead.
    pub(crate) feather: i64,
    /// The same, if the white grows between paragraphs too.
    pub(crate) between: i64,
    /// Extra cost of the first lines of white on a page with notes, or before a line that calls a note.
    pub(crate) beside: i64,
    /// A split note.
    pub(crate) split: i64,
    /// Each line by which the last page is shorter than five lines.
    pub(crate) stub: i64,
    /// A path that costs this much more than the cheapest is given up.
    pub(crate) hopeless: i64,
}

impl Prices {
    /// For books.
    pub(crate) const BOOK: Self =
        Self { short: 160_000, feather: 15_000, between: 80_000, beside: 900_000, split: 600_000, stub: 20_000, hopeless: 9_000_000 };
    /// For a further search in a book, with more variants, after the first left a page short or the white above headings uneven. Short
    /// pages cost more, but less than a split note.
    pub(crate) const THOROUGH: Self = Self { short: 400_000, ..Self::BOOK };
    /// For pages that need not end on the same line.
    pub(crate) const RAGGED: Self = Self { short: 4_000, feather: 4_000, between: 4_000, beside: 0, ..Self::BOOK };
}
