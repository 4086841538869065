use super::code::{Code, Examples, Severity, file};

pub const BROKEN_ENTITY: &Code = &Code {
    name: "broken-entity",
    severity: Severity::Warning,
    allowable: true,
    summary: "Text looks like a character reference of HTML but is not one.",
    explanation: "\
A character reference such as `&nbsp;` or `&#8217;` ends with a semicolon, and
HTML must know its name. Any other is printed as typed.",
    examples: Examples::Tested {
        bad: &[file("chapter.md", "# One\n\nAll rights reserved &copy 1921.\n")],
        good: &[file("chapter.md", "# One\n\nAll rights reserved &copy; 1921.\n")],
    },
};
