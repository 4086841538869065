use super::code::{Code, Examples, Severity, file};

pub const SHOP_NOTE: &Code = &Code {
    name: "shop-note",
    severity: Severity::Warning,
    allowable: true,
    summary: "A note is too short for the pop-ups of a shop.",
    explanation: "\
The shop is one of those that `retailer` names. Kobo shows no note of fewer than
9 characters in a pop-up; the reader jumps to the note instead. Write more, or
move the note into the text.",
    examples: Examples::Tested {
        bad: &[
            file(
                "book.toml",
                r#"[book]
title = "A Book"
language = "en"
retailer = "kobo"
"#,
            ),
            file(
                "chapter.md",
                "\
# One

It rained.[^1]

[^1]: Ibid.
",
            ),
        ],
        good: &[
            file(
                "book.toml",
                r#"[book]
title = "A Book"
language = "en"
retailer = "kobo"
"#,
            ),
            file(
                "chapter.md",
                "\
# One

It rained.[^1]

[^1]: Ibid., page 12.
",
            ),
        ],
    },
};
