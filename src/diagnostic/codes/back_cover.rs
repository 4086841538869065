use super::code::{Code, Examples, Severity};

pub const BACK_COVER: &Code = &Code {
    name: "back-cover",
    severity: Severity::Warning,
    allowable: true,
    summary: "The description does not fit on the back cover.",
    explanation: "\
The back cover of an edition for a print shop has the title, the description,
the publisher and the bar code. The description is set as long as there is room;
the words that do not fit are left out. Shorten `description`, or give the
edition a shorter one.",
    examples: Examples::Untested("An example needs a description of several hundred words."),
};
