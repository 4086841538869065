use super::code::{Code, Examples, Severity, file};

pub const COVER_SHAPE: &Code = &Code {
    name: "cover-shape",
    severity: Severity::Warning,
    allowable: true,
    summary: "The cover picture does not have the shape of the front cover.",
    explanation: "\
The picture is printed whole, with white paper beside it. The hint says which
size would fit. Give the edition a `cover` of that size, or write `cover = \"\"`
to have one drawn.",
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
spine = "8mm"
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
spine = "8mm"
"#,
        )],
    },
};
