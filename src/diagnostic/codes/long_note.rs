use super::code::{Code, Examples, Severity};

pub const LONG_NOTE: &Code = &Code {
    name: "long-note",
    severity: Severity::Warning,
    allowable: true,
    summary: "A note is too long for the pop-ups of some e-readers.",
    explanation: "\
Kobo shows notes of up to 5,000 characters in a pop-up and cuts longer ones.
Shorten the note, or move it into the text.",
    examples: Examples::Untested("An example needs a note of more than 5,000 characters."),
};
