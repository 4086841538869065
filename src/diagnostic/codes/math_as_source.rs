use super::code::{Code, Examples, Severity, file};

pub const MATH_AS_SOURCE: &Code = &Code {
    name: "math-as-source",
    severity: Severity::Warning,
    allowable: true,
    summary: "The PDF prints a formula as its source.",
    explanation: "\
The e-book shows formulas, but chapbook cannot set them on paper yet: the PDF
shows the formula as you typed it, with its dollar signs. The first formula of
each file is reported, with the number of the others. For paper, write the
formula in words, or use a picture of it. If it is not a formula, write `\\$`
for each dollar sign, or `dollars = \"never\"` under `[math]` in book.toml.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

So $E = mc^2$.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

So energy is mass times the square of the speed of light.
",
        )],
    },
};
