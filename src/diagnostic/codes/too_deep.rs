use super::code::{Code, Examples, Severity, file};

pub const TOO_DEEP: &Code = &Code {
    name: "too-deep",
    severity: Severity::Error,
    allowable: false,
    summary: "Blocks or notes are nested too deeply, or files include one another.",
    explanation: "\
Nesting beyond the limit is flattened; no text is lost. Inline notes beyond it
are printed as typed. An entry of the index has at most 8 levels. A file that
includes itself, directly or through others, is included only up to the limit.
With the files that it includes, a chapter may have 5,000 directives and 64 MiB
of text.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

{{#include chapter.md}}
",
        )],
        good: &[
            file(
                "chapter.md",
                "\
# One

{{#include rain.md}}
",
            ),
            file(
                "rain.md",
                "\
It rained.
",
            ),
        ],
    },
};
