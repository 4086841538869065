use super::code::{Code, Examples, Severity, file};

pub const TEXT_IN_SUMMARY: &Code = &Code {
    name: "text-in-summary",
    severity: Severity::Warning,
    allowable: true,
    summary: "Text in `SUMMARY.md` is not in the book.",
    explanation: "\
`SUMMARY.md` is a list of chapters. Text in it without a link is in no chapter,
so the book does not have it. Move it to a chapter, or remove it. The title of a
chapter is its heading; the title in the summary is used only if the chapter has
no heading. A link to a place in a chapter, such as `[Nets](boats.md#nets)`,
does not print the chapter again.",
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
