use super::code::{Code, Examples, Severity, file};

pub const OUTSIDE_ROOT: &Code = &Code {
    name: "outside-root",
    severity: Severity::Error,
    allowable: false,
    summary: "A file is outside the folder of the book.",
    explanation: "\
All files of a manuscript are inside its folder, so that the folder can be moved
and built anywhere. Copy the file into it.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

![The town in the rain.](../photo.png)
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

![The town in the rain.](photo.png)
",
        )],
    },
};
