use super::code::{Code, Examples, Severity, file};

pub const UNMET_NAME: &Code = &Code {
    name: "unmet-name",
    severity: Severity::Warning,
    allowable: true,
    summary: "A name in `names.toml` does not occur in the text.",
    explanation: "\
The index finds a name by its `variants` or, if it has none, by the part of its
entry before the comma. Write the name as it is in the text, or remove it.",
    examples: Examples::Tested {
        bad: &[
            file(
                "chapter.md",
                "\
# One

Shliapnikov spoke.
",
            ),
            file(
                "names.toml",
                r#"[[name]]
entry = "Kollontai, Alexandra"
"#,
            ),
        ],
        good: &[
            file(
                "chapter.md",
                "\
# One

Shliapnikov spoke.
",
            ),
            file(
                "names.toml",
                r#"[[name]]
entry = "Shliapnikov, Alexander"
"#,
            ),
        ],
    },
};
