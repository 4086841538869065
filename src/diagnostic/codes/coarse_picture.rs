use super::code::{Code, Examples, Severity, file};

pub const COARSE_PICTURE: &Code = &Code {
    name: "coarse-picture",
    severity: Severity::Warning,
    allowable: true,
    summary: "A picture has too few pixels for the size at which it is printed.",
    explanation: "\
Below 200 pixels per inch a picture looks coarse on paper. Use a larger
picture, or print it smaller. Only editions for a print shop are checked. In the
text, only a picture to which you gave a size can be coarse.",
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
