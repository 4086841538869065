use super::code::{Code, Examples, Severity, file};

pub const DIAGRAM_AS_SOURCE: &Code = &Code {
    name: "diagram-as-source",
    severity: Severity::Warning,
    allowable: true,
    summary: "The source of a diagram is printed as code.",
    explanation: "\
Chapbook draws no diagrams itself. Name a program under `[diagrams]` in
book.toml that reads the source from its standard input and writes an SVG or a
PNG, and build once with `--allow-commands`. The pictures are kept in the folder
`diagrams` of the book. Or save the diagram as SVG, and name that file as a
picture. If the source is what readers should see, allow this code.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

```mermaid
graph LR; A --> B
```
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

```text
A --> B
```
",
        )],
    },
};
