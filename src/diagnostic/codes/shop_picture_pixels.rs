use super::code::{Code, Examples, Severity};

pub const SHOP_PICTURE_PIXELS: &Code = &Code {
    name: "shop-picture-pixels",
    severity: Severity::Warning,
    allowable: true,
    summary: "The cover has more pixels than a shop accepts.",
    explanation: "\
The shop is one of those that `retailer` names. A cover of 1600 by 2560 pixels
suits all of them.",
    examples: Examples::Untested("An example needs a picture of more than 5 million pixels."),
};
