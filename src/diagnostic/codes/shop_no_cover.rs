use super::code::{Code, Examples, Severity};

pub const SHOP_NO_COVER: &Code = &Code {
    name: "shop-no-cover",
    severity: Severity::Warning,
    allowable: true,
    summary: "A shop asks for a cover, and the e-book has none.",
    explanation: "\
The shop is one of those that `retailer` names. Name a picture with `cover`, or
leave `cover` out to have one drawn.",
    examples: Examples::Untested("The command line draws a cover if the book names none."),
};
