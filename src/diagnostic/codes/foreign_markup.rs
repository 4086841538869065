use super::code::{Code, Examples, Severity, file};

pub const FOREIGN_MARKUP: &Code = &Code {
    name: "foreign-markup",
    severity: Severity::Warning,
    allowable: true,
    summary: "The text has markup of another tool, which is not read.",
    explanation: "\
Many tools add constructs of their own to Markdown, such as `[@key]` for a
citation or `{% hint %}` for a box. chapbook prints those that it does not read
as they were typed. The first of each kind is reported, with the number of the
others and the tool that it belongs to. If the whole book is written for such a
tool, name it: `dialect = \"quarto\"` under `[book]`. Then chapbook reads more
of its constructs, and finds those that could be plain text elsewhere. To print
a construct as it is, put a backslash before its first sign, or write it as
code.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

It always rains [@weather, p. 3].
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

It always rains.^[The weather report, p. 3. Write to me@example.org.]
",
        )],
    },
};
