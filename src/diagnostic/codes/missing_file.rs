use super::code::{Code, Examples, Severity, file};

pub const MISSING_FILE: &Code = &Code {
    name: "missing-file",
    severity: Severity::Error,
    allowable: true,
    summary: "A file of the manuscript does not exist.",
    explanation: "\
chapbook looks for the file in the folder of the book or, for an include, in the
folder of the file that includes it. The hint names the nearest file, if there
is one. In the projects of other tools, which go on without such a file, this is
a warning; elsewhere chapbook goes on if you allow it. A chapter is then left
out, an include is printed as written, and a picture is replaced by its
alternative text, because this also allows missing-image.",
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
