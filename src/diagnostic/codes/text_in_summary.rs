use super::code::{Code, Examples, Severity, file};

pub const TEXT_IN_SUMMARY: &Code = &Code {
    name: "text-in-summary",
    severity: Severity::Warning,
    allowable: true,
    summary: "A line of `SUMMARY.md` lists no chapter.",
    explanation: "\
`SUMMARY.md` is a list of chapters. Text in it without a link is in no chapter,
so the book does not have it. Move it to a chapter, or remove it.",
    examples: Examples::Tested {
        bad: &[
            file(
                "book.toml",
                r#"[book]
title = "A Book"
language = "en"
"#,
            ),
            file(
                "src/SUMMARY.md",
                "\
# Summary

- [One](one.md)

Written on board.
",
            ),
            file(
                "src/one.md",
                "\
# One

It rained.
",
            ),
        ],
        good: &[
            file(
                "book.toml",
                r#"[book]
title = "A Book"
language = "en"
"#,
            ),
            file(
                "src/SUMMARY.md",
                "\
# Summary

- [One](one.md)
",
            ),
            file(
                "src/one.md",
                "\
# One

It rained. Written on board.
",
            ),
        ],
    },
};
