use super::code::{Code, Examples, Severity};

pub const NOT_UTF_8: &Code = &Code {
    name: "not-utf-8",
    severity: Severity::Error,
    allowable: false,
    summary: "A file is not UTF-8 text.",
    explanation: "\
The message names the first byte that is wrong. Save the file as UTF-8 in your
editor.",
    examples: Examples::Untested("An example is text, and text is UTF-8."),
};
