use super::code::{Code, Examples, Severity, file};

pub const UNCLOSED_MARKUP: &Code = &Code {
    name: "unclosed-markup",
    severity: Severity::Warning,
    allowable: true,
    summary: "Nothing closes a template tag, a link to a note or a comment.",
    explanation: "\
A template tag, a shortcode or a comment ends in the paragraph that it begins
in. Without its end it is printed as typed. Links to notes, comments between
percent signs and lists of attributes count only in the dialects that have them.",
    examples: Examples::Tested {
        bad: &[file("chapter.md", "# One\n\nIt rained. {% note warm\n")],
        good: &[file("chapter.md", "# One\n\nIt rained. \\{% note warm\n")],
    },
};
