use super::code::{Code, Examples, Severity, file};

pub const UNREADABLE_FORMULA: &Code = &Code {
    name: "unreadable-formula",
    severity: Severity::Warning,
    allowable: true,
    summary: "A formula cannot be read.",
    explanation: "\
Formulas are written in the TeX of LaTeX and amsmath. This formula has an
unknown command, or a mistake such as a missing `\\end`. Both books print it as
typed, with its dollar signs. If several formulas of a file cannot be read for
the same reason, the first is reported, with the number of the others. Correct
the formula, or define the command: under `[math.macros]` in book.toml, or with
`\\newcommand` in an earlier formula. If it is not a formula, write `\\$` for each
dollar sign.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

So $\\frc{a}{b}$ it is.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

So it is a power.
",
        )],
    },
};
