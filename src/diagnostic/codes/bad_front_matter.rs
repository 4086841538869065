use super::code::{Code, Examples, Severity, file};

pub const BAD_FRONT_MATTER: &Code = &Code {
    name: "bad-front-matter",
    severity: Severity::Error,
    allowable: false,
    summary: "A line of the front matter is not a setting.",
    explanation: "\
Front matter is the block between two lines `---` at the top of a file. Each
line of it is a key, a colon and a value.",
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
