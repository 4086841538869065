use super::code::{Code, Examples, Severity, file};

pub const UNKNOWN_INDEX_KEY: &Code = &Code {
    name: "unknown-index-key",
    severity: Severity::Warning,
    allowable: true,
    summary: "An index mark has an unknown attribute.",
    explanation: "\
An index mark takes `entry` and `see`. Other attributes are ignored.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            r#"# One

The [council]{.index entrie="councils"} met.
"#,
        )],
        good: &[file(
            "chapter.md",
            r#"# One

The [council]{.index entry="councils"} met.
"#,
        )],
    },
};
