//! Quotation marks, apostrophes, dashes and ellipses of a language, from what a keyboard has.

/// The quotation marks of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotes {
    /// For `"`: opening and closing, with the spaces that belong to them.
    pub double: (&'static str, &'static str),
    /// For `'`: opening and closing.
    pub single: (&'static str, &'static str),
}

/// Turns the punctuation of a keyboard into that of a language.
#[derive(Clone, Debug)]
pub struct SmartPunctuation {
    /// The marks in use.
    pub quotes: Quotes,
}
