use super::code::{Code, Examples, Severity, file};

pub const WIDE_TABLE: &Code = &Code {
    name: "wide-table",
    severity: Severity::Warning,
    allowable: true,
    summary: "A table is wider than the text column.",
    explanation: "\
The table is set smaller, or turned on a page of its own; the label says which.
Give it fewer columns or shorter words.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

| Station | Precipitation | Temperature | Evaporation | Humidity | Atmosphere | Observations |
|---------|---------------|-------------|-------------|----------|------------|--------------|
| Harbour | Considerable  | Comfortable | Negligible  | Moderate | Threatening | Thunderstorms |
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

| Rain | Wind |
|------|------|
| Much | None |
",
        )],
    },
};
