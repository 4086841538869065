use super::code::{Code, Examples, Severity, file};

pub const UNKNOWN_LABEL: &Code = &Code {
    name: "unknown-label",
    severity: Severity::Warning,
    allowable: true,
    summary: "A reference names a label that nothing in the book has.",
    explanation: "\
`@fig-map` prints \u{201c}Figure 3\u{201d} if something in the book has the label `fig-map`.
Nothing has this one, so the reference is printed as typed. Labels begin with
`fig`, `tbl`, `eq`, `sec`, `lst`, `thm` or the like, and a hyphen or a colon. If
the text is meant as it is, write a backslash before the `@`.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

See @sec-storms.

## Storms {#sec-storm}

It rained.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

See @sec-storm.

## Storms {#sec-storm}

It rained.
",
        )],
    },
};
