use super::code::{Code, Examples, Severity, file};

pub const NO_ROOM: &Code = &Code {
    name: "no-room",
    severity: Severity::Error,
    allowable: false,
    summary: "The margins leave no room for text.",
    explanation: "\
The page, less its margins, has to hold at least four letters in a line and
three lines of text. Make the page larger, or the margins or the text smaller.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[design]
page = "a6"

[design.margins]
inner = "50mm"
outer = "50mm"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[design]
page = "a6"
"#,
        )],
    },
};
