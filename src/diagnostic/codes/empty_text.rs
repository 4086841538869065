use super::code::{Code, Examples, Severity, file};

pub const EMPTY_TEXT: &Code = &Code {
    name: "empty-text",
    severity: Severity::Warning,
    allowable: true,
    summary: "A manuscript, a chapter or a statement has no text.",
    explanation: "\
The heading of a chapter without text is printed alone on its page, and a file
without any text makes an empty page. Often the text is in another file, or the
heading has the wrong level. Of a theorem, a proof or the like without text,
only the label is printed.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

# Two

It rained.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

It was dry.

# Two

It rained.
",
        )],
    },
};
