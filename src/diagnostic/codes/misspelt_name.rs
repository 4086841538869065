use super::code::{Code, Examples, Severity, file};

pub const MISSPELT_NAME: &Code = &Code {
    name: "misspelt-name",
    severity: Severity::Warning,
    allowable: true,
    summary: "A class, an attribute or a command is nearly one that chapbook knows.",
    explanation: "\
Classes of your own are kept for your own styles, so chapbook cannot know that
`epigraf` was meant to be `epigraph`. It reports names that differ by a letter
or two from one that has a meaning.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

::: epigraf
It always rains.
:::

It rained.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

::: epigraph
It always rains.
:::

It rained.
",
        )],
    },
};
