use super::code::{Code, Examples, Severity, file};

pub const RGB_COVER: &Code = &Code {
    name: "rgb-cover",
    severity: Severity::Warning,
    allowable: true,
    summary: "The print shop asks for a CMYK cover, and the picture is not CMYK.",
    explanation: "\
chapbook does not convert pictures, because the result depends on the profile of
the press. Convert the picture with a program that has that profile, or use an
SVG drawing: its colours are converted.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
cover = "photo.png"

[[edition]]
name = "print"
profile = "pod"
shop = "ingram"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
cover = "drawing.svg"

[[edition]]
name = "print"
profile = "pod"
shop = "ingram"
"#,
        )],
    },
};
