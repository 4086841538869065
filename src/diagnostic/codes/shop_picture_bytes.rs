use super::code::{Code, Examples, Severity};

pub const SHOP_PICTURE_BYTES: &Code = &Code {
    name: "shop-picture-bytes",
    severity: Severity::Warning,
    allowable: true,
    summary: "The file of a picture is larger than a shop accepts.",
    explanation: "\
The shop is one of those that `retailer` names. Make the picture smaller. Save a
photograph as a JPEG.",
    examples: Examples::Untested("An example needs a picture of several megabytes."),
};
