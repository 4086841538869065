use super::code::{Code, Examples, Severity};

pub const TIGHT_LINE: &Code = &Code {
    name: "tight-line",
    severity: Severity::Warning,
    allowable: true,
    summary: "The words of a line are closer together than they should be.",
    explanation: "\
Every other way to break the paragraph would leave a hole in it. Reword the
paragraph, or write soft hyphens (U+00AD) where long words may be divided.",
    examples: Examples::Untested("An example needs a font with wide spaces, and no bundled font has them."),
};
