use super::code::{Code, Examples, Severity, file};

pub const UNUSED_KEY: &Code = &Code {
    name: "unused-key",
    severity: Severity::Warning,
    allowable: true,
    summary: "A key of the front matter is unknown.",
    explanation: "\
Front matter is often shared with other programs, so an unknown key is only a
warning. The hint lists the keys that chapbook reads.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
---
title: The First Day
weather: rain
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
