use super::code::{Code, Examples, Severity, file};

pub const DEAD_SEE: &Code = &Code {
    name: "dead-see",
    severity: Severity::Warning,
    allowable: true,
    summary: "A \"see\" reference leads to an entry that the index does not have.",
    explanation: "\
`see=\"…\"` sends the reader from one entry of the index to another. The other
entry must exist: mark a passage for it.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            r#"# One

[]{.index entry="soviets" see="councils"} They met.
"#,
        )],
        good: &[file(
            "chapter.md",
            r#"# One

[]{.index entry="soviets" see="councils"} The [councils]{.index} met.
"#,
        )],
    },
};
