use super::code::{Code, Examples, Severity, file};

pub const NAMELESS_LINK: &Code = &Code {
    name: "nameless-link",
    severity: Severity::Warning,
    allowable: true,
    summary: "A link has no text.",
    explanation: "\
A screen reader reads a link by its text. Write a text between the brackets, or
describe the picture that is the link.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

[![](photo.png){.decorative}](https://example.org)
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

[Our page](https://example.org)
",
        )],
    },
};
