use super::code::{Code, Examples, Severity};

pub const NOT_A_MANUSCRIPT: &Code = &Code {
    name: "not-a-manuscript",
    severity: Severity::Error,
    allowable: false,
    summary: "The file is a document of another program.",
    explanation: "\
chapbook reads Markdown. The message names the format that the file has, and a
program that turns it into Markdown.",
    examples: Examples::Untested("An example would be a file of a word processor."),
};
