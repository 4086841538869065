use super::code::{Code, Examples, Severity, file};

pub const BAD_PANDOC_DOCUMENT: &Code = &Code {
    name: "bad-pandoc-document",
    severity: Severity::Error,
    allowable: false,
    summary: "A JSON file is not a document of Pandoc.",
    explanation: "\
A file whose name ends with `.json` must be a document of Pandoc, as
`pandoc -t json` writes it, in version 1.22 or 1.23 of the format. So must any
text with a `pandoc-api-version`. The message names the place that cannot be
read.",
    examples: Examples::Tested {
        bad: &[file("book.toml", TOML), file("one.json", r#"{"pandoc-api-version":[1,23],"meta":{},"blocks":[{"t":"Poem","c":[]}]}"#)],
        good: &[
            file("book.toml", TOML),
            file("one.json", r#"{"pandoc-api-version":[1,23],"meta":{},"blocks":[{"t":"Para","c":[{"t":"Str","c":"Rain."}]}]}"#),
        ],
    },
};

/// The settings of both examples.
const TOML: &str = "\
[book]
title = \"Rain\"
language = \"en\"

[matter]
body = [\"one.json\"]
";
