use super::code::{Code, Examples, Severity, file};

pub const SHOP_TABLE: &Code = &Code {
    name: "shop-table",
    severity: Severity::Warning,
    allowable: true,
    summary: "A table has more columns or rows than a shop shows.",
    explanation: "\
The shop is one of those that `retailer` names. Turn rows into columns, divide
the table, or write its facts as a list.",
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

| Mon | Tue | Wed | Thu | Fri |
|-----|-----|-----|-----|-----|
| 1   | 2   | 3   | 4   | 5   |
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

| Mon | Tue | Wed | Thu |
|-----|-----|-----|-----|
| 1   | 2   | 3   | 4   |
",
            ),
        ],
    },
};
