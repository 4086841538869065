use super::code::{Code, Examples, Severity, file};

pub const SHOP_COVER_SHAPE: &Code = &Code {
    name: "shop-cover-shape",
    severity: Severity::Warning,
    allowable: true,
    summary: "The cover does not have the shape that a shop asks for.",
    explanation: "\
The shop is one of those that `retailer` names. A cover of 1600 by 2560 pixels
suits all of them.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
cover = "photo.png"
retailer = "kindle"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
retailer = "kindle"
"#,
        )],
    },
};
