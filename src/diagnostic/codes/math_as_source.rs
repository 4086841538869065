use super::code::{Code, Examples, Severity, file};

pub const MATH_AS_SOURCE: &Code = &Code {
    name: "math-as-source",
    severity: Severity::Warning,
    allowable: true,
    summary: "A formula is printed as its source.",
    explanation: "\
chapbook keeps formulas but cannot set them yet. Both files show the formula
as you typed it, with its dollar signs. The first formula of each file is
reported, with the number of the others. Write the formula in words, or use a
picture of it. If it is not a formula, write `\\$` for each dollar sign, or
`dollars = \"never\"` under `[math]` in book.toml.",
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
