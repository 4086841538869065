use super::code::{Code, Examples, Severity, file};

pub const UNUSED_ATTRIBUTE: &Code = &Code {
    name: "unused-attribute",
    severity: Severity::Warning,
    allowable: true,
    summary: "An attribute has no effect.",
    explanation: "\
chapbook keeps unknown attributes for the author's own styles: the e-book has
them as `data-…`. On paper they change nothing, and their words are not printed.
The first of each name is reported, with the number of the others. Write the
words as text, or give the attribute a name that begins with `data-` if your
styles use it.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

::: {.box title=\"Weather\"}
It rained.
:::
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

::: {.box data-weather=rain}
**Weather.** It rained.
:::
",
        )],
    },
};
