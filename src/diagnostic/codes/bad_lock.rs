use super::code::{Code, Examples, Severity, file};

pub const BAD_LOCK: &Code = &Code {
    name: "bad-lock",
    severity: Severity::Error,
    allowable: false,
    summary: "A line of the lock file cannot be read.",
    explanation: "\
`chapbook.lock` keeps the numbers and addresses of the paragraphs. Only
`chapbook lock` should write it. Restore the file from your version control. If
you delete it and run `chapbook lock`, all paragraphs are renumbered.",
    examples: Examples::Tested {
        bad: &[
            file(
                "chapter.md",
                "\
# One

It rained.
",
            ),
            file(
                "chapbook.lock",
                "\
Paragraph one is about rain.
",
            ),
        ],
        good: &[file(
            "chapter.md",
            "\
# One

It rained.
",
        )],
    },
};
