use super::code::{Code, Examples, Severity, file};

pub const HEADING_SKIP: &Code = &Code {
    name: "heading-skip",
    severity: Severity::Warning,
    allowable: true,
    summary: "A heading is more than one level below the heading above it.",
    explanation: "\
The contents, the bookmarks of the PDF and screen readers expect that a heading
of level 2 comes before one of level 3. Use the level in the hint.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

It rained.

### The morning

It rained.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

It rained.

## The morning

It rained.
",
        )],
    },
};
