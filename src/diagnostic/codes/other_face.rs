use super::code::{Code, Examples, Severity, file};

pub const OTHER_FACE: &Code = &Code {
    name: "other-face",
    severity: Severity::Warning,
    allowable: true,
    summary: "Another font was used for a character.",
    explanation: "\
The font of the text does not have the character, so it is set in another font,
which may look out of place. Choose a font that has it, or say with
`fallback-face` which one to use.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

The sign ☂ means rain.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

The sign § means section.
",
        )],
    },
};
