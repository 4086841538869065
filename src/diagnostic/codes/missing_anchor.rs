use super::code::{Code, Examples, Severity, file};

pub const MISSING_ANCHOR: &Code = &Code {
    name: "missing-anchor",
    severity: Severity::Warning,
    allowable: true,
    summary: "An included file does not have the requested anchor.",
    explanation: "\
`{{#include file:name}}` inserts the lines between the comments `ANCHOR: name`
and `ANCHOR_END: name` of the file. If the file has no such comments, nothing is
inserted, as in mdBook.",
    examples: Examples::Tested {
        bad: &[
            file(
                "chapter.md",
                "\
# One

```rust
{{#include rain.rs:main}}
```
",
            ),
            file(
                "rain.rs",
                "\
fn main() {}
",
            ),
        ],
        good: &[
            file(
                "chapter.md",
                "\
# One

```rust
{{#include rain.rs:main}}
```
",
            ),
            file(
                "rain.rs",
                "\
// ANCHOR: main
fn main() {}
// ANCHOR_END: main
",
            ),
        ],
    },
};
