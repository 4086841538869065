use super::code::{Code, Examples, Severity, file};

pub const BROKEN_BREAK: &Code = &Code {
    name: "broken-break",
    severity: Severity::Warning,
    allowable: true,
    summary: "A backslash at the end of a paragraph breaks no line.",
    explanation: "\
A backslash at the end of a line breaks the line there. At the end of a
paragraph it is printed as typed.",
    examples: Examples::Tested {
        bad: &[file("chapter.md", "# One\n\nIt rained.\\\n")],
        good: &[file("chapter.md", "# One\n\nIt rained.\\\nIt stopped.\n")],
    },
};
