use super::code::{Code, Examples, Severity, file};

pub const MISSING_IMAGE: &Code = &Code {
    name: "missing-image",
    severity: Severity::Error,
    allowable: true,
    summary: "A picture does not exist.",
    explanation: "\
The path is relative to the file that shows the picture. The hint names the
nearest file, if there is one. If you allow this code, the alternative text is
printed. Allowing missing-file allows it too.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

![The town in the rain.](phto.png)
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
