use super::code::{Code, Examples, Severity, file};

pub const DUPLICATE_EDITION: &Code = &Code {
    name: "duplicate-edition",
    severity: Severity::Error,
    allowable: false,
    summary: "Two editions have the same name.",
    explanation: "\
The name of an edition is part of the names of its files, and `-e` selects an
edition by its name. So each name must be unique.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[[edition]]
name = "large"

[[edition]]
name = "large"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[[edition]]
name = "large"

[[edition]]
name = "small"
"#,
        )],
    },
};
