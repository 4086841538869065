use super::code::{Code, Examples, Severity, file};

pub const NO_TEXT: &Code = &Code {
    name: "no-text",
    severity: Severity::Error,
    allowable: false,
    summary: "The folder has no Markdown file.",
    explanation: "\
Without `[matter]`, the chapters of a book are the files `*.md` beside
`book.toml`, in the order of their names. `README.md` is not one of them.",
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
                "README.md",
                "\
# How to build this book
",
            ),
        ],
        good: &[file(
            "chapter.md",
            "\
# One

It rained.
",
        )],
    },
};
