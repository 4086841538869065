use super::code::{Code, Examples, Severity, file};

pub const UNCLOSED_FENCE: &Code = &Code {
    name: "unclosed-fence",
    severity: Severity::Warning,
    allowable: true,
    summary: "A container is not closed.",
    explanation: "\
A container that `::: name` opens ends at a line `:::`. chapbook closes this
one at the end of the text that contains it.",
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
