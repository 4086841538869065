use super::code::{Code, Examples, Severity, file};

pub const DUPLICATE_NOTE: &Code = &Code {
    name: "duplicate-note",
    severity: Severity::Warning,
    allowable: true,
    summary: "Two notes of a file have the same label.",
    explanation: "\
The call prints the first of them. The other is printed at the end of its
section, so that no text is lost. Give it a label of its own and call it.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

It rained.[^a]

[^a]: All day.

[^a]: And all night.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

It rained.[^a] It stopped.[^b]

[^a]: All day.

[^b]: At night.
",
        )],
    },
};
