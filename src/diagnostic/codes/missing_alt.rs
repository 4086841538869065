use super::code::{Code, Examples, Severity, file};

pub const MISSING_ALT: &Code = &Code {
    name: "missing-alt",
    severity: Severity::Warning,
    allowable: true,
    summary: "A picture has no alternative text.",
    explanation: "\
People who cannot see the picture hear or read this text instead. Write what the
picture shows. If it only decorates the page, write `{.decorative}` after it.

The first such picture of each file is reported, with the number of the others.
Until all are described, the e-book says how many pictures have no description,
and the PDF claims PDF/A-2u in place of PDF/A-2a and PDF/UA-1. If the book
claims a conformance, each picture is an error: `unproven-conformance`.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

![](photo.png)
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

![The town in the rain.](photo.png)
",
        )],
    },
};
