use super::code::{Code, Examples, Severity};

pub const SHOP_COVER_BYTES: &Code = &Code {
    name: "shop-cover-bytes",
    severity: Severity::Warning,
    allowable: true,
    summary: "The file of the cover is larger than a shop accepts.",
    explanation: "\
The shop is one of those that `retailer` names. Save the cover as a JPEG of
lower quality.",
    examples: Examples::Untested("An example needs a picture of several megabytes."),
};
