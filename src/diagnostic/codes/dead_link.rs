use super::code::{Code, Examples, Severity, file};

pub const DEAD_LINK: &Code = &Code {
    name: "dead-link",
    severity: Severity::Warning,
    allowable: true,
    summary: "A link leads to a place that the book does not have.",
    explanation: "\
The link is printed as plain text. The place is an anchor (`#the-end`) or
another file of the manuscript (`02-end.md`). Every heading has an anchor made
from its text; `{#name}` sets another.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

See [the end](#the-end).
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

See [the end](#the-end).

## The end

It rained.
",
        )],
    },
};
