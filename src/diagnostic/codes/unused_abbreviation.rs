use super::code::{Code, Examples, Severity, file};

pub const UNUSED_ABBREVIATION: &Code = &Code {
    name: "unused-abbreviation",
    severity: Severity::Warning,
    allowable: true,
    summary: "An abbreviation is defined, but its expansion is not printed.",
    explanation: "\
A line `*[HTML]: Hyper Text` says what an abbreviation stands for. It applies to
the words of its file. If none of them is the abbreviation, or only a heading
has it, no page has the expansion. Of two definitions, the first applies.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

The page is in XML.

*[HTML]: Hyper Text Markup Language
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

The page is in HTML.

*[HTML]: Hyper Text Markup Language
",
        )],
    },
};
