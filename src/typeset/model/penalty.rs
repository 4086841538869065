//! What it costs to end a line at a place.

/// What it costs to end a line at a place, or who forbids it. Ordered: of two penalties at one place, the greater one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Penalty {
    /// A line must end here.
    Forced,
    /// A line may end here, at a cost between −9,999 and [`Penalty::HIGHEST`]. The line breaker adds its square to the demerits
    /// of the line. A negative cost is a bonus.
    Cost(i64),
    /// No line may end here.
    Forbidden(Ban),
}

/// Who forbids a line end at a place. This decides when the ban is lifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ban {
    /// The author, with a no-break space, or typography in general. Never lifted.
    Always,
    /// The language, after "p." for instance. Lifted if a line would be very loose.
    ByLanguage,
    /// Nobody in particular: the place is within code. Lifted if a line would be loose.
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
