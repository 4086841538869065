use super::code::{Code, Examples, Severity, file};

pub const UNKNOWN_LANGUAGE: &Code = &Code {
    name: "unknown-language",
    severity: Severity::Warning,
    allowable: true,
    summary: "The language of a passage or a chapter is not a language tag.",
    explanation: "\
The text is set in the language around it. Write a BCP 47 tag such as `en-GB`,
`ru` or `zh-Hant`. A tag of two letters is also reported if no language has it.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            r#"# One

The [оппозиция]{lang="russian language"} lost.
"#,
        )],
        good: &[file(
            "chapter.md",
            "\
# One

The [оппозиция]{lang=ru} lost.
",
        )],
    },
};
