use super::code::{Code, Examples, Severity, file};

pub const UNCLOSED_NOTE: &Code = &Code {
    name: "unclosed-note",
    severity: Severity::Warning,
    allowable: true,
    summary: "A note in the text, or the call of a note, is not closed or is empty.",
    explanation: "\
A note in the text begins with `^[` and ends with `]` in the same paragraph. If
nothing closes it, or if there is nothing in it, it is printed as text. So is
`[^a` without its bracket. Close it, or write a backslash before the first sign
if it is not a note.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

It rained.^[All day long.

The river rose.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

It rained.^[All day long.]

The river rose.
",
        )],
    },
};
