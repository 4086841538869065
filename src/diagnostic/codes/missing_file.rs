use super::code::{Code, Examples, Severity, file};

pub const MISSING_FILE: &Code = &Code {
    name: "missing-file",
    severity: Severity::Error,
    allowable: true,
    summary: "A file of the manuscript does not exist.",
    explanation: "\
chapbook looks for the file in the folder of the book or, for an include, in the
folder of the file that includes it. The hint names the nearest file, if there
is one. mdBook goes on without such a file; chapbook does if you allow it. A
chapter is then left out, an include is printed as written, and of a picture the
alternative text is printed: missing-image is allowed with this code.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[matter]
body = ["chaptre.md"]
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[matter]
body = ["chapter.md"]
"#,
        )],
    },
};
