use super::code::{Code, Examples, Severity, file};

pub const NO_ROOM: &Code = &Code {
    name: "no-room",
    severity: Severity::Error,
    allowable: false,
    summary: "The margins leave no room for text.",
    explanation: "\
The page, less its margins, has to be high enough for three lines of text, and a
column at least four times as wide as the size of the letters. Make the page
larger, or the margins or the text smaller.",
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
