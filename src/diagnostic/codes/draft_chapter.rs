use super::code::{Code, Examples, Severity, file};

pub const DRAFT_CHAPTER: &Code = &Code {
    name: "draft-chapter",
    severity: Severity::Warning,
    allowable: true,
    summary: "A chapter of `SUMMARY.md` has no file yet.",
    explanation: "\
mdBook calls a link without a target a draft chapter. It is left out of the
book. When the chapter is written, add the name of its file.",
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
- [Two]()
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
- [Two](two.md)
",
            ),
            file(
                "src/one.md",
                "\
# One

It rained.
",
            ),
            file(
                "src/two.md",
                "\
# Two

It stopped.
",
            ),
        ],
    },
};
