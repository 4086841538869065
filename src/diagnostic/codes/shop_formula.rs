use super::code::{Code, Examples, Severity, file};

pub const SHOP_FORMULA: &Code = &Code {
    name: "shop-formula",
    severity: Severity::Warning,
    allowable: true,
    summary: "The e-readers of a shop do not show formulas in MathML.",
    explanation: "\
The shop is one of those that `retailer` names. Its e-readers show the signs of
a formula side by side, without fractions, roots and raised letters. Write
`ebook = \"pictures\"` under `[math]`, or `formulas = \"pictures\"` in the edition
for that shop. Then formulas are drawings, with their words or their TeX as
alternative text.",
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

So $x = \\frac{1}{2}$ it is.
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

[math]
ebook = "pictures"
"#,
            ),
            file(
                "chapter.md",
                "\
# One

So $x = \\frac{1}{2}$ it is.
",
            ),
        ],
    },
};
