use super::code::{Code, Examples, Severity, file};

pub const UNKNOWN_EDITION: &Code = &Code {
    name: "unknown-edition",
    severity: Severity::Error,
    allowable: false,
    summary: "There is no edition of this name.",
    explanation: "\
`extends`, `page-list` and `of` name editions of the book or built-in ones.
`chapbook editions` lists them.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[[edition]]
name = "huge"
extends = "large-prnt"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[[edition]]
name = "huge"
extends = "large-print"
"#,
        )],
    },
};
