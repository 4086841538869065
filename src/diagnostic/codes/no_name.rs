use super::code::{Code, Examples, Severity, file};

pub const NO_NAME: &Code = &Code {
    name: "no-name",
    severity: Severity::Error,
    allowable: false,
    summary: "A person or a subject has no name.",
    explanation: "\
A table for a person or a subject needs a `name`.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
contributors = [{ role = "editor" }]
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
contributors = [{ name = "E. Cannan", role = "editor" }]
"#,
        )],
    },
};
