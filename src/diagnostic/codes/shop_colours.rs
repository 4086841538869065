use super::code::{Code, Examples, Severity};

pub const SHOP_COLOURS: &Code = &Code {
    name: "shop-colours",
    severity: Severity::Warning,
    allowable: true,
    summary: "A shop does not accept pictures in CMYK.",
    explanation: "\
The shop is one of those that `retailer` names. Screens mix red, green and blue:
save the picture in RGB (sRGB).",
    examples: Examples::Untested("An example needs a CMYK JPEG."),
};
