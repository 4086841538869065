//! What it costs to end a line at a place.

/// What it costs to end a line at a place, or who forbids it. Ordered: of two penalties at one place, the greater one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Penalty {
    /// A line must end here.
    Forced,
    /// A line may end here, at a cost between −9,999 and [`Penalty::HIGHEST`]. The line breaker adds its square to the demerits
    /// of the line. A negative cost is a bonus.
    Cost(i64),
    /// No line may end here, unless the ban is lifted.
    Forbidden(Ban),
}

/// Why no line may end at a place. This decides whether the ban is lifted for a paragraph that would have a loose line otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ban {
    /// The author forbids it with a no-break space, or it is never right: before the white that fills a last line.
    Always,
    /// The rules of the language forbid it, after "Mr." or "p." for instance. Lifted if a line would be very loose.
    ByLanguage,
    /// It is in code that is shorter than an address. Lifted if a line would be loose.
    WithinCode,
}

impl Penalty {
    /// A line may end here at no cost.
    pub const FREE: Self = Self::Cost(0);

    /// No line may ever end here.
    pub const NEVER: Self = Self::Forbidden(Ban::Always);

    /// The highest cost.
    pub const HIGHEST: i64 = 9_999;

    /// A penalty as TeX writes it: 10,000 or more forbids a line end, −10,000 or less forces it.
    #[must_use]
    pub const fn from_tex(number: i64) -> Self {
        match number {
            ..=-10_000 => Self::Forced,
            10_000.. => Self::NEVER,
            cost => Self::Cost(cost),
        }
    }
}
