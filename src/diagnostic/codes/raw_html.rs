use super::code::{Code, Examples, Severity, file};

pub const RAW_HTML: &Code = &Code {
    name: "raw-html",
    severity: Severity::Warning,
    allowable: true,
    summary: "An HTML element is not set, or not all of it.",
    explanation: "\
Some elements have no place in a book: a script, a stylesheet, the fields of
a form. The words inside are set if they are words for the reader. The
message says what was done. Only the first element of each name is reported,
with the number of the others. `docs/guide/manuscripts.md` has a table of the
elements that are set.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

It rained.<script>count()</script>
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

It <em>rained</em>.
",
        )],
    },
};
