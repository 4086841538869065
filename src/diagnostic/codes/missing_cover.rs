use super::code::{Code, Examples, Severity, file};

pub const MISSING_COVER: &Code = &Code {
    name: "missing-cover",
    severity: Severity::Error,
    allowable: false,
    summary: "The cover picture cannot be read.",
    explanation: "\
The file that `cover` names exists, but it is not a picture that chapbook reads.
Name another, or remove `cover` to have one drawn.",
    examples: Examples::Tested {
        bad: &[
            file(
                "book.toml",
                r#"[book]
title = "A Book"
language = "en"
cover = "cover.png"
"#,
            ),
            file(
                "cover.png",
                "\
This is not a picture.
",
            ),
        ],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
cover = "drawing.svg"
"#,
        )],
    },
};
