use super::code::{Code, Examples, Severity, file};

pub const HTML_ATTRIBUTE: &Code = &Code {
    name: "html-attribute",
    severity: Severity::Warning,
    allowable: true,
    summary: "An attribute or a style of an HTML tag has no effect.",
    explanation: "\
The design of the book decides on colours, fonts and sizes. An attribute or a
property in `style` that changes what a reader sees, and that is not obeyed,
is reported once with the number of the others. `docs/guide/manuscripts.md`
has a table of what is obeyed.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

It <span style=\"color: red\">rained</span>.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

It <span style=\"font-style: italic\">rained</span>.
",
        )],
    },
};
