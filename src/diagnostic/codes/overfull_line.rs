use super::code::{Code, Examples, Severity};

pub const OVERFULL_LINE: &Code = &Code {
    name: "overfull-line",
    severity: Severity::Warning,
    allowable: true,
    summary: "A line is wider than the text column.",
    explanation: "\
No break was possible that would keep the line within the column. Reword the
paragraph, or write soft hyphens (U+00AD) where long words may be divided.",
    examples: Examples::Untested("chapbook divides any word rather than let a line be too wide."),
};
