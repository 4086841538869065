use super::code::{Code, Examples, Severity, file};

pub const UNKNOWN_KEY: &Code = &Code {
    name: "unknown-key",
    severity: Severity::Error,
    allowable: false,
    summary: "A settings file has an unknown key.",
    explanation: "\
Otherwise a misspelt setting would be ignored silently, so every unknown key is
an error. The hint names the nearest key, or lists the keys that are possible
here.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[design]
measure = "90mm"
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
