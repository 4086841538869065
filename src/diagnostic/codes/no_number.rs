use super::code::{Code, Examples, Severity, file};

pub const NO_NUMBER: &Code = &Code {
    name: "no-number",
    severity: Severity::Warning,
    allowable: true,
    summary: "A reference leads to something that has no number.",
    explanation: "\
Figures, tables and listings have numbers if they have captions. A reference to
one without a caption prints the title of the section in which it stands.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

See @lst-main.

```rust {#lst-main}
fn main() {}
```
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

See @lst-main.

```rust {#lst-main caption=\"The program.\"}
fn main() {}
```
",
        )],
    },
};
