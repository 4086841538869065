use super::code::{Code, Examples, Severity, file};

pub const SPINE_TEXT: &Code = &Code {
    name: "spine-text",
    severity: Severity::Warning,
    allowable: true,
    summary: "The spine has no text.",
    explanation: "\
The spine is too narrow for the title and the authors, or the print shop prints
no text on the spine of so thin a book. Leave it blank, or make the book longer.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[[edition]]
name = "print"
profile = "pod"
spine = "4mm"
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
spine = "8mm"
"#,
        )],
    },
};
