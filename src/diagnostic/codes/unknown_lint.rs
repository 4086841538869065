use super::code::{Code, Examples, Severity, file};

pub const UNKNOWN_LINT: &Code = &Code {
    name: "unknown-lint",
    severity: Severity::Error,
    allowable: false,
    summary: "There is no warning of this name, or it cannot be allowed.",
    explanation: "\
`[lints]` and `--allow` take the name between the brackets of a warning.
`chapbook explain` lists all names. Errors cannot be allowed.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[lints]
allow = ["dead-lnik"]
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[lints]
allow = ["dead-link"]
"#,
        )],
    },
};
