use super::code::{Code, Examples, Severity, file};

pub const UNKNOWN_DESIGN: &Code = &Code {
    name: "unknown-design",
    severity: Severity::Error,
    allowable: false,
    summary: "There is no design of this name.",
    explanation: "\
`chapbook design list` lists the designs that a book can start from.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[design]
base = "traed"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[design]
base = "trade"
"#,
        )],
    },
};
