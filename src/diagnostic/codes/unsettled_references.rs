use super::code::{Code, Examples, Severity};

pub const UNSETTLED_REFERENCES: &Code = &Code {
    name: "unsettled-references",
    severity: Severity::Warning,
    allowable: true,
    summary: "A page reference did not settle.",
    explanation: "\
`[](#anchor){.page}` prints a page number. Here each correction of the number
moves the place that it names to another page. Reword the paragraph, so that the
number does not change its length.",
    examples: Examples::Untested("It depends on the width of a line to a fraction of a point."),
};
