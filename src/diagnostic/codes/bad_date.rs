use super::code::{Code, Examples, Severity, file};

pub const BAD_DATE: &Code = &Code {
    name: "bad-date",
    severity: Severity::Error,
    allowable: false,
    summary: "A date is not a year, a month or a day in digits.",
    explanation: "\
The date of a book goes into the metadata of both files, so it has to be in a
form that programs read: a year, a year and a month, or a full date (ISO 8601).",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
date = "23 November 2026"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
date = "2026-11-23"
"#,
        )],
    },
};
