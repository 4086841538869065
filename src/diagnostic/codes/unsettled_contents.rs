use super::code::{Code, Examples, Severity};

pub const UNSETTLED_CONTENTS: &Code = &Code {
    name: "unsettled-contents",
    severity: Severity::Warning,
    allowable: true,
    summary: "The page numbers of the contents did not settle.",
    explanation: "\
A page number that becomes longer can move the entry after it to another page.
chapbook sets the contents at most four times; this book needs more. Check the
page numbers of the contents.",
    examples: Examples::Untested("It depends on the length of the contents to a line."),
};
