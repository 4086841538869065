use super::code::{Code, Examples, Severity, file};

pub const BROKEN_LIST: &Code = &Code {
    name: "broken-list",
    severity: Severity::Warning,
    allowable: true,
    summary: "Lines look like the items of a list but are not read as items.",
    explanation: "\
In Markdown, an item begins with `-`, `*`, `+`, or a number and a point, and a
space follows. Without the space, or with a bullet such as `•`, the line is part
of the paragraph before it. The box of a task is `[ ]` or `[x]`, and a space
follows.",
    examples: Examples::Tested {
        bad: &[file("chapter.md", "# One\n\n-rope\n-lamp\n")],
        good: &[file("chapter.md", "# One\n\n- rope\n- lamp\n")],
    },
};
