use super::code::{Code, Examples, Severity, file};

pub const UNCLOSED_MARKUP: &Code = &Code {
    name: "unclosed-markup",
    severity: Severity::Warning,
    allowable: true,
    summary: "Nothing closes a template tag, a link to a note or a comment.",
    explanation: "\
A template tag, a shortcode or a comment must end in the paragraph in which it
begins. Otherwise, it is printed as typed. Links to notes, comments between
percent signs and lists of attributes are reported only in the dialects that
have them.",
    examples: Examples::Tested {
        bad: &[file("chapter.md", "# One\n\nIt rained. {% note warm\n")],
        good: &[file("chapter.md", "# One\n\nIt rained. \\{% note warm\n")],
    },
};
