use super::code::{Code, Examples, Severity, file};

pub const BAD_IDENTIFIER: &Code = &Code {
    name: "bad-identifier",
    severity: Severity::Error,
    allowable: false,
    summary: "The identifier of the book is empty or wrong.",
    explanation: "\
An EPUB needs an identifier that no other book has. A `urn:isbn:` or `urn:uuid:`
is checked; any other text is taken as it is. Without `identifier`, chapbook
makes one from the title and the authors.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
identifier = "urn:uuid:b0d74007-d41e"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
identifier = "urn:uuid:b0d74007-d41e-4f7f-881b-bea0de0883d2"
"#,
        )],
    },
};
