use super::code::{Code, Examples, Severity};

pub const SYSTEM_FONT: &Code = &Code {
    name: "system-font",
    severity: Severity::Warning,
    allowable: true,
    summary: "A font that is installed on the computer is used.",
    explanation: "\
The book has `system-fonts = true`, and no other font has the name that the
design asks for. Another computer may have another version of the font, or none.
So the same sources may give other files there. Copy the font into the folder
`fonts` beside `book.toml` if its licence allows that.",
    examples: Examples::Untested("It depends on the fonts that are installed."),
};
