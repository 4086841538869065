use super::code::{Code, Examples, Severity, file};

pub const UNKNOWN_FACE: &Code = &Code {
    name: "unknown-face",
    severity: Severity::Error,
    allowable: false,
    summary: "No font of this name is available.",
    explanation: "\
`chapbook fonts` lists the bundled fonts. Put others into the folder `fonts`
beside `book.toml`, or name them with `--font-path`.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[design]
text-face = "Gentum Plus"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[design]
text-face = "Gentium Plus"
"#,
        )],
    },
};
