use super::code::{Code, Examples, Severity, file};

pub const UNCLOSED_ATTRIBUTES: &Code = &Code {
    name: "unclosed-attributes",
    severity: Severity::Warning,
    allowable: true,
    summary: "A list of attributes is not closed.",
    explanation: "\
Attributes stand between braces: `{#anchor .class key=value}`. Without the
second brace they are printed as text.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One {#here

It rained.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One {#here}

It rained.
",
        )],
    },
};
