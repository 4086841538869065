use super::code::{Code, Examples, Severity, file};

pub const UNRUN_COMMAND: &Code = &Code {
    name: "unrun-command",
    severity: Severity::Warning,
    allowable: true,
    summary: "A diagram is printed as its source, because its command may not run.",
    explanation: "\
A manuscript may come from someone else, so the commands that it names under
`[diagrams]` run only with `--allow-commands`. The pictures are kept in the
folder `diagrams` of the book. Once they are there, the book builds without the
commands, until the source of a diagram changes.",
    examples: Examples::Tested {
        bad: &[
            file(
                "book.toml",
                r#"[book]
title = "A Book"
language = "en"

[diagrams]
mermaid = "mmdc -i - -o -"
"#,
            ),
            file(
                "chapter.md",
                "\
# One

```mermaid
graph LR; A --> B
```
",
            ),
        ],
        good: &[
            file(
                "book.toml",
                r#"[book]
title = "A Book"
language = "en"
"#,
            ),
            file(
                "chapter.md",
                "\
# One

![An arrow from A to B.](arrow.svg)
",
            ),
            file("arrow.svg", r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><path d="M0 5h40" stroke="black"/></svg>"#),
        ],
    },
};
