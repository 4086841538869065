use super::code::{Code, Examples, Severity, file};

pub const STALE_LOCK: &Code = &Code {
    name: "stale-lock",
    severity: Severity::Warning,
    allowable: true,
    summary: "Some paragraphs are not in the lock file.",
    explanation: "\
The text has changed since `chapbook lock` was run. New and rewritten paragraphs
have no lasting number yet. Run `chapbook lock` and commit what it writes.",
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
# No paragraph yet.
",
            ),
        ],
        good: &[
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
[one] 1
p83b3cd 1 83b3cd352ae43591 2041ac03
",
            ),
        ],
    },
};
