use super::code::{Code, Examples, Severity, file};

pub const BROKEN_HEADING: &Code = &Code {
    name: "broken-heading",
    severity: Severity::Warning,
    allowable: true,
    summary: "A line looks like a heading but is not one.",
    explanation: "\
In CommonMark, the `#` signs of a heading need a space after them. Without it,
the line is text. A single `#` before a word is not reported, because it may be
a tag. A heading without words, such as `##` alone, is not printed.",
    examples: Examples::Tested {
        bad: &[file("chapter.md", "# One\n\n##Two\n\nIt rained.\n")],
        good: &[file("chapter.md", "# One\n\n## Two\n\nIt rained.\n")],
    },
};
