use super::code::{Code, Examples, Severity, file};

pub const BAD_LANGUAGE: &Code = &Code {
    name: "bad-language",
    severity: Severity::Error,
    allowable: false,
    summary: "The language of the book is not a language tag.",
    explanation: "\
The language determines hyphenation, quotation marks and the words that
chapbook adds, such as \"Contents\". Write a BCP 47 tag such as `en-GB`, `ru` or
`zh-Hant`.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "english language"
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
