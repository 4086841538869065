use super::code::{Code, Examples, Severity, file};

pub const NO_LANGUAGE: &Code = &Code {
    name: "no-language",
    severity: Severity::Warning,
    allowable: true,
    summary: "The book does not say its language.",
    explanation: "\
chapbook assumes English: English hyphenation, quotation marks and headings.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
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
