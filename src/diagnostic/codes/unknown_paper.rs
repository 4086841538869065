use super::code::{Code, Examples, Severity, file};

pub const UNKNOWN_PAPER: &Code = &Code {
    name: "unknown-paper",
    severity: Severity::Error,
    allowable: false,
    summary: "There is no paper of this name.",
    explanation: "\
The hint lists the names. Other sizes are written as
`page = { width = \"…\", height = \"…\" }`.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[design]
page = "octavo"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[design]
page = { width = "138mm", height = "216mm" }
"#,
        )],
    },
};
