use super::code::{Code, Examples, Severity, file};

pub const UNRUN_PREPROCESSOR: &Code = &Code {
    name: "unrun-preprocessor",
    severity: Severity::Warning,
    allowable: true,
    summary: "A preprocessor of mdBook is not run.",
    explanation: "\
mdBook runs the programs that `[preprocessor.…]` names before it reads the text.
chapbook runs no other programs. It does itself what `admonish`, `alerts`,
`index`, `katex`, `links` and `toc` do; what another one would have changed is
printed as it is written.",
    examples: Examples::Tested {
        bad: &[
            file(
                "book.toml",
                r#"[book]
title = "A Book"
language = "en"

[preprocessor.shouting]
"#,
            ),
            file("src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n"),
            file("src/one.md", "# One\n\nIt rained.\n"),
        ],
        good: &[
            file(
                "book.toml",
                r#"[book]
title = "A Book"
language = "en"

[preprocessor.admonish]
"#,
            ),
            file("src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n"),
            file("src/one.md", "# One\n\nIt rained.\n"),
        ],
    },
};
