use super::code::{Code, Examples, Severity, file};

pub const NO_ENTRY: &Code = &Code {
    name: "no-entry",
    severity: Severity::Error,
    allowable: false,
    summary: "A name in `names.toml` has no index entry.",
    explanation: "\
Each name says under which entry the index lists it.",
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
variants = ["Shliapnikov"]
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
