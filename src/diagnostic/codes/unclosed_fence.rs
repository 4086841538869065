use super::code::{Code, Examples, Severity, file};

pub const UNCLOSED_FENCE: &Code = &Code {
    name: "unclosed-fence",
    severity: Severity::Warning,
    allowable: true,
    summary: "A container is not closed.",
    explanation: "\
A container that `::: name` opens ends at a line `:::`. This one is closed where
the text around it ends.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

::: epigraph
It rained.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

::: epigraph
It rained.
:::
",
        )],
    },
};
