use super::code::{Code, Examples, Severity, file};

pub const DUPLICATE_FILE: &Code = &Code {
    name: "duplicate-file",
    severity: Severity::Error,
    allowable: false,
    summary: "A file is listed twice.",
    explanation: "\
The chapter is printed once, at its first place. This often happens when a
pattern such as `*.md` also matches a file that is named elsewhere.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[matter]
front = ["chapter.md"]
body = ["chapter.md"]
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[matter]
body = ["chapter.md"]
"#,
        )],
    },
};
