use super::code::{Code, Examples, Severity, file};

pub const BROKEN_FORMULA: &Code = &Code {
    name: "broken-formula",
    severity: Severity::Warning,
    allowable: true,
    summary: "Two dollar signs with TeX between them are not read as a formula.",
    explanation: "\
Dollar signs delimit a formula only if there is no white space directly inside
them, and no letter or digit directly before the first or after the second.
Other dollar signs may be amounts of money, so they are printed as typed.",
    examples: Examples::Tested {
        bad: &[file("chapter.md", "# One\n\nLet $\\epsilon = $ be small.\n")],
        good: &[file("chapter.md", "# One\n\nLet *ε* be small. It costs $5 or $6.\n")],
    },
};
