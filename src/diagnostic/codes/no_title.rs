use super::code::{Code, Examples, Severity, file};

pub const NO_TITLE: &Code = &Code {
    name: "no-title",
    severity: Severity::Error,
    allowable: false,
    summary: "The book has no title.",
    explanation: "\
An EPUB without a title is not valid, and the title names the files.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
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
