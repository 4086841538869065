use super::code::{Code, Examples, Severity, file};

pub const FAR_NOTE: &Code = &Code {
    name: "far-note",
    severity: Severity::Warning,
    allowable: true,
    summary: "A note is called again on a page where it is not printed.",
    explanation: "\
With `numbering = \"page\"` the marks of notes restart on each page. Readers
look for a note at the foot of the page, and this one is on another page. Write
a note for each call, or choose another `numbering`.",
    examples: Examples::Tested {
        bad: &[
            file(
                "book.toml",
                r#"[book]
title = "A Book"
language = "en"

[notes]
numbering = "page"
"#,
            ),
            file(
                "chapter.md",
                r#"# One

It rained.[^a]

\newpage

It rained again.[^a]

[^a]: All day.
"#,
            ),
        ],
        good: &[
            file(
                "book.toml",
                r#"[book]
title = "A Book"
language = "en"

[notes]
numbering = "page"
"#,
            ),
            file(
                "chapter.md",
                r#"# One

It rained.[^a]

\newpage

It rained again.[^b]

[^a]: All day.

[^b]: All day, again.
"#,
            ),
        ],
    },
};
