use super::code::{Code, Examples, Severity, file};

pub const IGNORED_COMMAND: &Code = &Code {
    name: "ignored-command",
    severity: Severity::Warning,
    allowable: true,
    summary: "A command in a formula has no effect.",
    explanation: "\
Formulas have neither colours nor small capitals. What `\\color`, `\\textcolor`,
`\\colorbox`, `\\fcolorbox` or `\\textsc` applies to is set as usual.",
    examples: Examples::Tested {
        bad: &[file("chapter.md", "# One\n\nLet $\\color{red} x$ be it.\n")],
        good: &[file("chapter.md", "# One\n\nLet $x$ be it.\n")],
    },
};
