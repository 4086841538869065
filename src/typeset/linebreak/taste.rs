//! What the line breaker thinks ugly.

/// Holes that are larger are all the same, in hundredths of what spaces like to grow.
pub(super) const MOST_GROWN: i64 = 5_000;

/// What is thought ugly, and how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taste {
    /// Added to the badness of every line before squaring: fewer lines are better.
    pub line_penalty: i64,
    /// The price of a divided word.
    pub hyphen_penalty: i64,
    /// The price of a line that ends in a hyphen of the author's.
    pub explicit_hyphen_penalty: i64,
    /// The price of two neighbouring lines of very different tightness.
    pub adjacent_demerits: i64,
    /// The price of two hyphens below one another.
    pub double_hyphen_demerits: i64,
    /// The price of a divided word in the last line but one.
    pub final_hyphen_demerits: i64,
    /// The badness up to which a paragraph is set without dividing words; negative: never tried.
    pub pretolerance: i64,
    /// The badness up to which a line is good enough.
    pub tolerance: i64,
    /// Stretch added to every line in the last pass; zero: no last pass.
    pub emergency_stretch: i64,
    /// How many lines more (or fewer, if negative) than the best number are wanted.
    pub looseness: i64,
    /// Stretch that every line has besides its glue: for text that is ragged right.
    pub ragged_stretch: i64,
    /// Whether `ragged_stretch` is without bound: for text that is only cut to fit.
    pub ragged_infinite: bool,
    /// By how much letters may be made wider, in thousandths of their width. What they give is taken first,
    /// and only the rest is asked of the spaces (pdftex.web, section 851 as changed).
    pub letters_stretch: i64,
    /// By how much they may be made narrower.
    pub letters_shrink: i64,
    /// The price of a third hyphen below two others.
    pub ladder_demerits: i64,
    /// How far spaces may grow before the line is seen to be loose, in hundredths of what they like to grow.
    pub loose: i64,
    /// The price of such a line, besides what TeX asks for it.
    pub loose_demerits: i64,
    /// How far spaces may grow before the line is seen to be wide, in the same hundredths.
    pub wide: i64,
    /// The price of such a line, besides that of a loose one.
    pub wide_demerits: i64,
    /// How far spaces may shrink before the line is seen to be tight, in hundredths of what they may shrink.
    pub tight: i64,
    /// The price of such a line.
    pub tight_demerits: i64,
    /// How far spaces may grow before they are seen as holes, in the same hundredths.
    pub hole: i64,
    /// The price of each hundredth beyond that, squared.
    pub hole_demerits: i64,
}

impl Taste {
    /// Plain TeX's taste.
    pub const TEX: Self = Self {
        line_penalty: 10,
        hyphen_penalty: 50,
        explicit_hyphen_penalty: 50,
        adjacent_demerits: 10_000,
        double_hyphen_demerits: 10_000,
        final_hyphen_demerits: 5_000,
        pretolerance: 100,
        tolerance: 200,
        emergency_stretch: 0,
        looseness: 0,
        ragged_stretch: 0,
        ragged_infinite: false,
        letters_stretch: 0,
        letters_shrink: 0,
        ladder_demerits: 0,
        loose: MOST_GROWN,
        loose_demerits: 0,
        wide: MOST_GROWN,
        wide_demerits: 0,
        tight: 100,
        tight_demerits: 0,
        hole: MOST_GROWN,
        hole_demerits: 0,
    };
}
