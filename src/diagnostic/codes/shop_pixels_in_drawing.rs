use super::code::{Code, Examples, Severity, file};

pub const SHOP_PIXELS_IN_DRAWING: &Code = &Code {
    name: "shop-pixels-in-drawing",
    severity: Severity::Warning,
    allowable: true,
    summary: "A drawing contains a picture made of pixels, which a shop does not accept.",
    explanation: "\
The shop is one of those that `retailer` names. Save the whole drawing as a JPEG
or PNG.",
    examples: Examples::Tested {
        bad: &[
            file(
                "book.toml",
                r#"[book]
title = "A Book"
language = "en"
retailer = "kindle"
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
  <image width="160" height="256" href="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGM4YKAAAALEARHMijteAAAAAElFTkSuQmCC"/>
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
retailer = "kindle"
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
