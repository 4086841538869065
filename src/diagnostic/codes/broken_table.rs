use super::code::{Code, Examples, Severity, file};

pub const BROKEN_TABLE: &Code = &Code {
    name: "broken-table",
    severity: Severity::Warning,
    allowable: true,
    summary: "Lines look like a table but are not one.",
    explanation: "\
In Markdown, the line of dashes below the head of a table must have as many
cells as the head. Otherwise the lines are a paragraph, and their bars and
dashes are printed.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

| Year | Rain |
|------|------|------|
| 1920 | 12   | wet  |
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

| Year | Rain | Remark |
|------|------|--------|
| 1920 | 12   | wet    |
",
        )],
    },
};
