use super::code::{Code, Examples, Severity, file};

pub const PAGE_COUNT: &Code = &Code {
    name: "page-count",
    severity: Severity::Warning,
    allowable: true,
    summary: "The book has too few or too many pages for the print shop.",
    explanation: "\
The limits depend on the shop and the paper. `page-multiple` adds blank pages at
the end.",
    examples: Examples::Tested {
        bad: &[file(
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
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[[edition]]
name = "print"
profile = "pod"
shop = "kdp"
page-multiple = 24
"#,
        )],
    },
};
