use super::code::{Code, Examples, Severity, file};

pub const UNKNOWN_PLACE: &Code = &Code {
    name: "unknown-place",
    severity: Severity::Warning,
    allowable: true,
    summary: "An attribute `place` has an unknown value, or is not on a figure.",
    explanation: "\
The attribute has no effect: figures are set where the design says. The places
are `here`, `near`, `top`, `foot` and `page`. Only a figure has a place: a
picture alone in its paragraph, or a `figure` container.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            r#"# One

![The town.](photo.png "The town in the rain."){place=bottom}
"#,
        )],
        good: &[file(
            "chapter.md",
            r#"# One

![The town.](photo.png "The town in the rain."){place=foot}
"#,
        )],
    },
};
