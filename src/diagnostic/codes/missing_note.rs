use super::code::{Code, Examples, Severity, file};

pub const MISSING_NOTE: &Code = &Code {
    name: "missing-note",
    severity: Severity::Error,
    allowable: false,
    summary: "A note is called but not written.",
    explanation: "\
The call is printed as text. Write the note, `[^1]: …`, in the same file: a
label is valid only in its own file. An inline note, `^[…]`, cannot be read if
code, a comment or an HTML element is still open at the end of the file.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

It rained.[^1]
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
