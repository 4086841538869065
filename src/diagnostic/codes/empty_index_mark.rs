use super::code::{Code, Examples, Severity, file};

pub const EMPTY_INDEX_MARK: &Code = &Code {
    name: "empty-index-mark",
    severity: Severity::Warning,
    allowable: true,
    summary: "An index mark does not say what it marks.",
    explanation: "\
The entry is the text between the brackets, or what `entry=\"…\"` says. This mark
has neither, so it is left out of the index.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

They met.[]{.index}
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

The [council]{.index} met.
",
        )],
    },
};
