use super::code::{Code, Examples, Severity, file};

pub const UNCALLED_NOTE: &Code = &Code {
    name: "uncalled-note",
    severity: Severity::Warning,
    allowable: true,
    summary: "A note is written but not called.",
    explanation: "\
The note is printed at the end of its section, so that no text is lost. Write
its call where it belongs, in the same file.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

It rained.

[^1]: All day.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

It rained.[^1]

[^1]: All day.
",
        )],
    },
};
