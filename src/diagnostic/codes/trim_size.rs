use super::code::{Code, Examples, Severity, file};

pub const TRIM_SIZE: &Code = &Code {
    name: "trim-size",
    severity: Severity::Warning,
    allowable: true,
    summary: "The print shop does not print pages of this size.",
    explanation: "\
The hint lists the sizes that the shop prints.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[[edition]]
name = "print"
profile = "pod"
shop = "lulu"

[edition.design]
page = "a6"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[[edition]]
name = "print"
profile = "pod"
shop = "lulu"

[edition.design]
page = "a5"
"#,
        )],
    },
};
