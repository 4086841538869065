use super::code::{Code, Examples, Severity, file};

pub const DIRECTION_MARK: &Code = &Code {
    name: "direction-mark",
    severity: Severity::Warning,
    allowable: true,
    summary: "The text has a control character that changes the direction of writing.",
    explanation: "\
The EPUB keeps the character, but the PDF ignores it: there, the order of words
depends only on their letters. If words of another language are in the wrong
order, mark their language instead.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

He said &rlm;שלום&rlm; twice.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

He said [שלום]{lang=he} twice.
",
        )],
    },
};
