use super::code::{Code, Examples, Severity, file};

pub const BAD_VALUE: &Code = &Code {
    name: "bad-value",
    severity: Severity::Error,
    allowable: false,
    summary: "A setting has a value that is not possible.",
    explanation: "\
The setting exists and the value has the right type, but it is not one of the
possible values. The hint lists them, or names the nearest one.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[design]
columns = 3
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[design]
columns = 2
"#,
        )],
    },
};
