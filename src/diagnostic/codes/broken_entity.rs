use super::code::{Code, Examples, Severity, file};

pub const BROKEN_ENTITY: &Code = &Code {
    name: "broken-entity",
    severity: Severity::Warning,
    allowable: true,
    summary: "Text looks like a character reference of HTML but is not one.",
    explanation: "\
A character reference of HTML is a name or a number between `&` and a semicolon:
`&nbsp;`, `&#8217;`. Without the semicolon, or with a name that HTML does not
define, it is printed as typed.",
    examples: Examples::Tested {
        bad: &[file("chapter.md", "# One\n\nAll rights reserved &copy 1921.\n")],
        good: &[file("chapter.md", "# One\n\nAll rights reserved &copy; 1921.\n")],
    },
};
