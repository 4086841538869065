use super::code::{Code, Examples, Severity, file};

pub const MATH_AS_SOURCE: &Code = &Code {
    name: "math-as-source",
    severity: Severity::Warning,
    allowable: true,
    summary: "The PDF prints a formula as its source.",
    explanation: "\
The e-book shows a formula in MathML, but chapbook cannot set MathML on paper.
The PDF prints the TeX of the formula, its alternative text, or its letters in a
line. The first such formula of each file is reported, with the number of the
others. If you write it in TeX, between dollar signs, both books show it.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

So <math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

So $\\frac{a}{b}$.
",
        )],
    },
};
