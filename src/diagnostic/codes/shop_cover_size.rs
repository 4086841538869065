use super::code::{Code, Examples, Severity, file};

pub const SHOP_COVER_SIZE: &Code = &Code {
    name: "shop-cover-size",
    severity: Severity::Warning,
    allowable: true,
    summary: "The cover has too few or too many pixels for a shop.",
    explanation: "\
The shop is one of those that `retailer` names. A cover of 1600 by 2560 pixels
suits all of them. Do not enlarge a small picture: scan or draw it again.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
cover = "photo.png"
retailer = "kobo"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
retailer = "kobo"
"#,
        )],
    },
};
