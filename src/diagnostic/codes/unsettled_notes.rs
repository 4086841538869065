use super::code::{Code, Examples, Severity};

pub const UNSETTLED_NOTES: &Code = &Code {
    name: "unsettled-notes",
    severity: Severity::Warning,
    allowable: true,
    summary: "The mark of a note did not settle.",
    explanation: "\
With `numbering = \"page\"` the mark of a note depends on its page, and the page
depends on the width of the mark. Here each correction moves the note again.
Reword the paragraph, so that its length does not depend on the mark.",
    examples: Examples::Untested("It depends on the width of a line to a fraction of a point."),
};
