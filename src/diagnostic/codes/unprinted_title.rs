use super::code::{Code, Examples, Severity, file};

pub const UNPRINTED_TITLE: &Code = &Code {
    name: "unprinted-title",
    severity: Severity::Warning,
    allowable: true,
    summary: "The title of a link, or of a picture in a line, is only in the e-book.",
    explanation: "\
Many reading systems show such a title when a reader points at the link or the
picture. A page has no place for it. If the words matter, write them in the
text or in a note. The title of a picture that is alone in its paragraph is
its caption, in both books. The first title is reported, with the number of
the others.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

It rained in [the town](https://example.org \"A town on the coast\").
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

It rained in [the town](https://example.org), a town on the coast.
",
        )],
    },
};
