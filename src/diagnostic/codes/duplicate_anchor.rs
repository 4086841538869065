use super::code::{Code, Examples, Severity, file};

pub const DUPLICATE_ANCHOR: &Code = &Code {
    name: "duplicate-anchor",
    severity: Severity::Warning,
    allowable: true,
    summary: "Two places of a file have the same anchor.",
    explanation: "\
Links lead to the first of them. The anchor of the other gets a number.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One {#here}

It rained.

# Two {#here}

It stopped.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One {#here}

It rained.

# Two {#there}

It stopped.
",
        )],
    },
};
