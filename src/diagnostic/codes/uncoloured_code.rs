use super::code::{Code, Examples, Severity};

pub const UNCOLOURED_CODE: &Code = &Code {
    name: "uncoloured-code",
    severity: Severity::Warning,
    allowable: true,
    summary: "Some code is printed without colours.",
    explanation: "\
Very long lines and listings, such as minified programs or data, would take too
long to colour. They are printed as typed, in one colour. A long line does not
affect the colours of the lines before and after it.",
    examples: Examples::Untested("A line of two thousand bytes is too long for an example."),
};
