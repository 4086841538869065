use super::code::{Code, Examples, Severity, file};

pub const UNCLOSED_FORMULA: &Code = &Code {
    name: "unclosed-formula",
    severity: Severity::Warning,
    allowable: true,
    summary: "A displayed formula is not closed.",
    explanation: "\
A line begins with `$$`, `\\[` or `\\begin{…}`, and nothing closes the formula
before the next empty line. A formula cannot contain an empty line. The text is
printed as it is. Close the formula, or write `\\$\\$` for two dollar signs.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

$$
a + b

c
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

\\$\\$ is what the sign said.
",
        )],
    },
};
