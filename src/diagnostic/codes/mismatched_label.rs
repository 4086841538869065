use super::code::{Code, Examples, Severity, file};

pub const MISMATCHED_LABEL: &Code = &Code {
    name: "mismatched-label",
    severity: Severity::Warning,
    allowable: true,
    summary: "A label with the prefix of one kind is on something of another kind.",
    explanation: "\
A label begins with the prefix of a kind: `fig` for figures, `tbl` for tables,
`thm` for theorems, and so on. This label is on something of another kind. The
thing itself decides what references print, so `@thm-line` may print
\u{201c}Lemma 1\u{201d}. The class of a statement counts, not its label.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

See @thm-line.

::: {.lemma #thm-line}
Two points lie on one line.
:::
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

See @lem-line.

::: {.lemma #lem-line}
Two points lie on one line.
:::
",
        )],
    },
};
