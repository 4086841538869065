use super::code::{Code, Examples, Severity, file};

pub const NAMELESS_CHAPTER: &Code = &Code {
    name: "nameless-chapter",
    severity: Severity::Warning,
    allowable: true,
    summary: "A chapter has no title.",
    explanation: "\
Each file is a chapter of its own. Without a title, the chapter is not in the
contents, and an e-reader cannot jump to it. Begin the file with a heading. If
the text belongs to the chapter before it, join the files. A `#` without words
is not a title.",
    examples: Examples::Tested {
        bad: &[
            file(
                "book.toml",
                r#"[book]
title = "A Book"
language = "en"
"#,
            ),
            file("one.md", "# One\n\nIt rained.\n"),
            file("two.md", "It stopped.\n"),
        ],
        good: &[
            file(
                "book.toml",
                r#"[book]
title = "A Book"
language = "en"
"#,
            ),
            file("one.md", "# One\n\nIt rained.\n"),
            file("two.md", "# Two\n\nIt stopped.\n"),
        ],
    },
};
