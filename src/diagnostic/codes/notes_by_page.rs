use super::code::{Code, Examples, Severity, file};

pub const NOTES_BY_PAGE: &Code = &Code {
    name: "notes-by-page",
    severity: Severity::Warning,
    allowable: true,
    summary: "Notes can be numbered by page only at the foot of the page.",
    explanation: "\
Notes at the end of a chapter or of the book are numbered by chapter instead.
Write `placement = \"foot\"`, or another `numbering`.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[notes]
placement = "book"
numbering = "page"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[notes]
placement = "foot"
numbering = "page"
"#,
        )],
    },
};
