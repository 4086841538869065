use super::code::{Code, Examples, Severity, file};

pub const BAD_DOI: &Code = &Code {
    name: "bad-doi",
    severity: Severity::Error,
    allowable: false,
    summary: "The DOI does not have the form of a DOI.",
    explanation: "\
A DOI is `10.`, a number, a slash and a suffix (ISO 26324). A leading
`https://doi.org/` is removed.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
doi = "182"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
doi = "10.1000/182"
"#,
        )],
    },
};
