use super::code::{Code, Examples, Severity, file};

pub const BAD_FRONT_MATTER: &Code = &Code {
    name: "bad-front-matter",
    severity: Severity::Error,
    allowable: false,
    summary: "The front matter is not valid YAML.",
    explanation: "\
Front matter is the block between two lines `---` at the top of a file. It is
written in YAML: a key, a colon and a value on each line. A value can also be a
list or a table on indented lines. Put a value in quotes if it contains a colon
and a space, or begins with a sign such as `*`, `&` or `[`. Settings above the
first mistake are used.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
---
title: The First Day
rain
---

It rained.
",
        )],
        good: &[file(
            "chapter.md",
            "\
---
title: The First Day
---

It rained.
",
        )],
    },
};
