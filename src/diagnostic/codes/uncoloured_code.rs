use super::code::{Code, Examples, Severity};

pub const UNCOLOURED_CODE: &Code = &Code {
    name: "uncoloured-code",
    severity: Severity::Warning,
    allowable: true,
    summary: "Some code is printed without colours.",
    explanation: "\
Very long lines and very long listings would take too long to colour: those of
programs that were made smaller for the web, or of data. They are printed as
typed, in one colour. The lines before and after a long line have theirs.",
    examples: Examples::Untested("A line of two thousand bytes is too long for an example."),
};
