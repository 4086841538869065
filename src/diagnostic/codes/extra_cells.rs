use super::code::{Code, Examples, Severity, file};

pub const EXTRA_CELLS: &Code = &Code {
    name: "extra-cells",
    severity: Severity::Error,
    allowable: false,
    summary: "A row of a table has more cells than the table has columns.",
    explanation: "\
The head of a table says how many columns it has. Markdown drops the cells
beyond the last column, so text would be lost. Add a column, or write `\\|` for a
vertical bar in the text.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

| Year | Rain |
|------|------|
| 1920 | 12   | wet |
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
