use super::code::{Code, Examples, Severity, file};

pub const UNUSED_DEFINITION: &Code = &Code {
    name: "unused-definition",
    severity: Severity::Warning,
    allowable: true,
    summary: "The definition of a link is not used, or its label is taken.",
    explanation: "\
A line such as `[town]: https://example.org` defines a link, and prints nothing.
If no link of the file uses it, neither the EPUB nor the PDF has it. The same
happens to a line of text that only looks like a definition, such as
`[Note]: tomorrow`. A backslash before the bracket makes it text. If a file has
two definitions with the same label, only the first counts. `[//]: # (…)` is a
comment and is not reported.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

It rained in [the town].

[the town]: https://example.org/town
[the river]: https://example.org/river
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

It rained in [the town].

[the town]: https://example.org/town
[//]: # (Say more about the rain.)
",
        )],
    },
};
