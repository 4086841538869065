use super::code::{Code, Examples, Severity, file};

pub const WRONG_TYPE: &Code = &Code {
    name: "wrong-type",
    severity: Severity::Error,
    allowable: false,
    summary: "A setting has a value of the wrong type.",
    explanation: "\
A setting that should be a text has a number, for example, or a list is missing
its brackets.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
date = 1920
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
date = "1920"
"#,
        )],
    },
};
