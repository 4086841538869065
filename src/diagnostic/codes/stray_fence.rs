use super::code::{Code, Examples, Severity, file};

pub const STRAY_FENCE: &Code = &Code {
    name: "stray-fence",
    severity: Severity::Warning,
    allowable: true,
    summary: "A `:::` closes nothing.",
    explanation: "\
It is printed as text. Remove it, or open a container above it with `::: name`.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

It rained.

:::
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
