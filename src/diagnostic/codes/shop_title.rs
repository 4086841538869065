use super::code::{Code, Examples, Severity, file};

pub const SHOP_TITLE: &Code = &Code {
    name: "shop-title",
    severity: Severity::Warning,
    allowable: true,
    summary: "Title and subtitle are longer than a shop accepts.",
    explanation: "\
The shop is one of those that `retailer` names. Shorten the subtitle.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
subtitle = """
Being a true account of the rain that fell on the town in the year 1920, of the
flood that came after it, of the bridge that it carried away, and of all those
who built it again with their own hands"""
retailer = "kindle"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
subtitle = "An account of the flood"
retailer = "kindle"
"#,
        )],
    },
};
