use super::code::{Code, Examples, Severity, file};

pub const MISSING_CHAPTER: &Code = &Code {
    name: "missing-chapter",
    severity: Severity::Warning,
    allowable: true,
    summary: "A project of another tool lists a chapter that is not there.",
    explanation: "\
The list of chapters, such as `SUMMARY.md`, `_quarto.yml` or `Book.txt`, names a
file that does not exist or is not Markdown. The tools go on without it, and so
does chapbook. In a `book.toml`, such a file is an error (missing-file).",
    examples: Examples::Tested {
        bad: &[
            file("Book.txt", "one.md\ntwo.md\n"),
            file(
                "one.md",
                "\
# One

It rained.
",
            ),
        ],
        good: &[
            file("Book.txt", "one.md\n"),
            file(
                "one.md",
                "\
# One

It rained.
",
            ),
        ],
    },
};
