use super::code::{Code, Examples, Severity, file};

pub const SPINE_ESTIMATED: &Code = &Code {
    name: "spine-estimated",
    severity: Severity::Warning,
    allowable: true,
    summary: "The width of the spine is an estimate.",
    explanation: "\
The print shop does not publish how thick its paper is. Ask its cover template
generator for the width, and write the answer as `spine`.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[[edition]]
name = "print"
profile = "pod"
shop = "ingram"
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
shop = "ingram"
spine = "3mm"
"#,
        )],
    },
};
