use super::code::{Code, Examples, Severity};

pub const PICTURE_NOT_SET: &Code = &Code {
    name: "picture-not-set",
    severity: Severity::Warning,
    allowable: true,
    summary: "A picture was not loaded, so its alternative text is printed.",
    explanation: "\
`chapbook build` reports a missing or damaged picture as an error before it sets
any page. This warning is for programs that set a document with the library and
do not load its pictures.",
    examples: Examples::Untested("The command line stops at the missing picture."),
};
