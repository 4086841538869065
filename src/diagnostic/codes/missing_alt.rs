use super::code::{Code, Examples, Severity, file};

pub const MISSING_ALT: &Code = &Code {
    name: "missing-alt",
    severity: Severity::Error,
    allowable: true,
    summary: "A picture has no alternative text.",
    explanation: "\
People who cannot see the picture hear or read this text instead. Write what the
picture shows. If it only decorates the page, write `{.decorative}` after it.

This is the only error that can be allowed. The e-book then says that some
pictures have no description.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

![](photo.png)
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
