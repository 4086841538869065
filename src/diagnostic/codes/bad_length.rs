use super::code::{Code, Examples, Severity, file};

pub const BAD_LENGTH: &Code = &Code {
    name: "bad-length",
    severity: Severity::Error,
    allowable: false,
    summary: "A length has no unit or is out of range.",
    explanation: "\
A length is a number and a unit: `pt`, `mm`, `cm` or `in`. Settings that can
follow the size of the text also take `em`. The letters of heads, headings and
titles may be at most half as high as the text area of a page.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[design]
size = 11
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[design]
size = "11pt"
"#,
        )],
    },
};
