use super::code::{Code, Examples, Severity, file};

pub const MISSING_ORNAMENT: &Code = &Code {
    name: "missing-ornament",
    severity: Severity::Error,
    allowable: false,
    summary: "No font has a character of the ornament.",
    explanation: "\
The ornament separates scenes. Choose another character, or put a font that has
it into the folder `fonts` beside `book.toml`.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[design]
ornament = "㋐"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[design]
ornament = "◆"
"#,
        )],
    },
};
