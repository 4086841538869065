use super::code::{Code, Examples, Severity};

pub const SHOP_BOOK_SIZE: &Code = &Code {
    name: "shop-book-size",
    severity: Severity::Warning,
    allowable: true,
    summary: "The e-book is larger than a shop accepts.",
    explanation: "\
The shop is one of those that `retailer` names. Make the pictures smaller, or
leave the fonts out with `fonts = false`.",
    examples: Examples::Untested("An example needs an EPUB of several hundred megabytes."),
};
