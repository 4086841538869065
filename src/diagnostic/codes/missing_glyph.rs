use super::code::{Code, Examples, Severity, file};

pub const MISSING_GLYPH: &Code = &Code {
    name: "missing-glyph",
    severity: Severity::Warning,
    allowable: true,
    summary: "No font has a character of the text.",
    explanation: "\
The PDF shows a question mark instead. The character can still be searched for
and copied. The message names a font that has it, if chapbook knows one. Put the
font into the folder `fonts` beside `book.toml` and name it as `fallback-face`.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

The sign ㋐ is rare.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

The sign § is common.
",
        )],
    },
};
