use super::code::{Code, Examples, Severity, file};

pub const COARSE_PICTURE: &Code = &Code {
    name: "coarse-picture",
    severity: Severity::Warning,
    allowable: true,
    summary: "A picture has too few pixels for the size at which it is printed.",
    explanation: "\
Below 200 pixels per inch a picture looks coarse on paper. Use a larger
picture. Pictures in the text are printed no larger than their resolution
allows, so this is reported only for covers.",
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
cover = "drawing.svg"

[[edition]]
name = "print"
profile = "pod"
spine = "8mm"
"#,
        )],
    },
};
