use super::code::{Code, Examples, Severity, file};

pub const BAD_TOML: &Code = &Code {
    name: "bad-toml",
    severity: Severity::Error,
    allowable: false,
    summary: "A settings file is not valid TOML.",
    explanation: "\
The message says what the TOML reader expected at this place. The most common
reasons are a text without quotation marks and a bracket that is not closed.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = A Book
language = "en"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
"#,
        )],
    },
};
