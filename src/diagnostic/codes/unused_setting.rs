use super::code::{Code, Examples, Severity, file};

pub const UNUSED_SETTING: &Code = &Code {
    name: "unused-setting",
    severity: Severity::Warning,
    allowable: true,
    summary: "A setting has no effect.",
    explanation: "\
`shop`, `bleed`, `paper`, `page-multiple`, `gutter` and `spine` have no effect
without `profile = \"pod\"`. `cover = true` has none in an edition without a PDF,
for a print shop or for sheets. `defaults = false` has none in a book without an
`[[edition]]` table, because it would leave no edition to make.
`citation-style`, `nocite` and `list-of-works` have none in a book without a
bibliography, nor has a folder in `picture-folders` that does not exist. A
command of `[diagrams]` has none if the book has no code in its language.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[[edition]]
name = "print"
shop = "kdp"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[[edition]]
name = "print"
profile = "pod"
shop = "kdp"
"#,
        )],
    },
};
