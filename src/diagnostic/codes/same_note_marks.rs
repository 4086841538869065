use super::code::{Code, Examples, Severity, file};

pub const SAME_NOTE_MARKS: &Code = &Code {
    name: "same-note-marks",
    severity: Severity::Warning,
    allowable: true,
    summary: "The notes of the editor and the author have the same marks.",
    explanation: "\
With `editor-prefix` a book has two series of notes. Readers tell them apart by
their marks, so `marks` and `editor-marks` have to differ.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[notes]
editor-prefix = "ed-"
marks = "letters"
editor-marks = "letters"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[notes]
editor-prefix = "ed-"
marks = "numbers"
editor-marks = "letters"
"#,
        )],
    },
};
