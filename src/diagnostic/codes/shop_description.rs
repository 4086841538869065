use super::code::{Code, Examples, Severity};

pub const SHOP_DESCRIPTION: &Code = &Code {
    name: "shop-description",
    severity: Severity::Warning,
    allowable: true,
    summary: "The description is longer than a shop accepts.",
    explanation: "\
The shop is one of those that `retailer` names. Shorten `description`.",
    examples: Examples::Untested("An example needs a description of more than 4,000 characters."),
};
