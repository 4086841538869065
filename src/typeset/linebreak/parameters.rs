//! The parameters of the line breaker: what a line costs.

/// The largest growth of spaces that counts, in hundredths of their stretch. Spaces that grow more cost no more.
pub(super) const MOST_GROWN: i64 = 5_000;

/// What costs how much. Penalties and badness are those of TeX. Demerits are added to the sum that the line breaker minimizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// Added to the badness of every line before squaring, so that fewer lines are better.
    pub line_penalty: i64,
    /// The penalty of a hyphenated word.
    pub hyphen_penalty: i64,
    /// The penalty of a line that ends in a hyphen of the text.
    pub explicit_hyphen_penalty: i64,
    /// The demerits of two neighbouring lines of very different tightness.
    pub adjacent_demerits: i64,
    /// The demerits of two hyphens below one another.
    pub double_hyphen_demerits: i64,
    /// The demerits of a hyphen in the last line but one.
    pub final_hyphen_demerits: i64,
    /// The highest badness of a line in the pass without hyphenation. If negative, there is no such pass.
    pub pretolerance: i64,
    /// The highest badness of a line in the other passes.
    pub tolerance: i64,
    /// Stretch added to every line in the last pass. If zero, there is no such pass.
    pub emergency_stretch: i64,
    /// How many lines more than the best number are wanted, or fewer if negative.
    pub looseness: i64,
    /// Stretch that every line has in addition to its glue, for ragged text.
    pub ragged_stretch: i64,
    /// Whether `ragged_stretch` is infinite.
    pub ragged_infinite: bool,
    /// By how much letters may be made wider, in thousandths of their width. Spaces grow by the rest only (pdftex.web, section 851
    /// as changed).
    pub letters_stretch: i64,
    /// By how much letters may be made narrower.
    pub letters_shrink: i64,
    /// The demerits of a third hyphen below two others.
    pub ladder_demerits: i64,
    /// A line is loose if its spaces grow by more than this, in hundredths of their stretch.
    pub loose: i64,
    /// The demerits of a loose line, in addition to those of TeX.
    pub loose_demerits: i64,
    /// A line is very loose if its spaces grow by more than this, in hundredths of their stretch.
    pub very_loose: i64,
    /// The demerits of a very loose line, in addition to those of a loose one.
    pub very_loose_demerits: i64,
    /// A line is tight if its spaces shrink by more than this, in hundredths of their shrink.
    pub tight: i64,
    /// The demerits of a tight line.
    pub tight_demerits: i64,
    /// Spaces are holes if they grow by more than this, in hundredths of their stretch.
    pub hole: i64,
    /// The demerits of holes: multiplied by the square of the hundredths beyond `hole`.
    pub hole_demerits: i64,
}

impl Parameters {
    /// The values of plain TeX.
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
        very_loose: MOST_GROWN,
        very_loose_demerits: 0,
        tight: 100,
        tight_demerits: 0,
        hole: MOST_GROWN,
        hole_demerits: 0,
    };
}
