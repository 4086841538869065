use super::code::{Code, Examples, Severity, file};

pub const RAW_NOT_PRINTED: &Code = &Code {
    name: "raw-not-printed",
    severity: Severity::Warning,
    allowable: true,
    summary: "Text in another format is not printed.",
    explanation: "\
A block such as `{=latex}` is for another program. It is left out of both files.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            r#"# One

```{=latex}
\vspace{1cm}
```
"#,
        )],
        good: &[file(
            "chapter.md",
            "\
# One

It rained.
",
        )],
    },
};
