use super::code::{Code, Examples, Severity, file};

pub const MISPLACED_PART: &Code = &Code {
    name: "misplaced-part",
    severity: Severity::Error,
    allowable: false,
    summary: "A part is not in the body of the book, or is inside another part.",
    explanation: "\
A part groups chapters of the body. The front and the back matter have no
parts.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[matter]
front = [{ part = "Before", files = ["chapter.md"] }]
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[matter]
body = [{ part = "Before", files = ["chapter.md"] }]
"#,
        )],
    },
};
