use super::code::{Code, Examples, Severity, file};

pub const UNKNOWN_PLACE: &Code = &Code {
    name: "unknown-place",
    severity: Severity::Warning,
    allowable: true,
    summary: "A figure asks for a place that does not exist.",
    explanation: "\
The figure is set where the design says. The places are `here`, `near`, `top`,
`foot` and `page`.",
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
