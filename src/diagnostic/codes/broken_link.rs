use super::code::{Code, Examples, Severity, file};

pub const BROKEN_LINK: &Code = &Code {
    name: "broken-link",
    severity: Severity::Warning,
    allowable: true,
    summary: "Text in brackets looks like a link but is not one.",
    explanation: "\
The text is printed as typed. In `[text][label]`, no line of the file defines
the label. In `[text](address)`, the address has a space in it, and you must
write it between angle brackets; or a bracket or parenthesis is missing, in the
wrong place or of the wrong kind. If the brackets are meant as text, put a
backslash before the first of them. The first such text of each kind is
reported, with the number of the others.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

It rained in [the town][map].
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

It rained in [the town][map].

[map]: https://example.org/map
",
        )],
    },
};
