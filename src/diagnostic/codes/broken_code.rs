use super::code::{Code, Examples, Severity, file};

pub const BROKEN_CODE: &Code = &Code {
    name: "broken-code",
    severity: Severity::Warning,
    allowable: true,
    summary: "Backticks look like code but have no partner.",
    explanation: "\
Code in a line stands between runs of backticks of the same length. A run
without a partner in its paragraph is printed as typed, and so are three
apostrophes where a block of code needs three backticks.",
    examples: Examples::Tested {
        bad: &[file("chapter.md", "# One\n\nRun `make now.\n")],
        good: &[file("chapter.md", "# One\n\nRun `make` now.\n")],
    },
};
