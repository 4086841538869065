use super::code::{Code, Examples, Severity, file};

pub const SHOP_REMOTE: &Code = &Code {
    name: "shop-remote",
    severity: Severity::Warning,
    allowable: true,
    summary: "A drawing loads something from the web, which a shop does not accept.",
    explanation: "\
The shop is one of those that `retailer` names. Put what the drawing loads into
the drawing itself, or save the whole as a PNG.",
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

![The town in the rain.](town.svg)
",
            ),
            file(
                "town.svg",
                r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 256">
  <image width="160" height="256" href="https://example.org/town.png"/>
</svg>
"#,
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

![The town in the rain.](drawing.svg)
",
            ),
        ],
    },
};
