use super::code::{Code, Examples, Severity, file};

pub const BAD_ADDRESS: &Code = &Code {
    name: "bad-address",
    severity: Severity::Error,
    allowable: false,
    summary: "A setting that should be a web address is not one.",
    explanation: "\
Some settings are links in the e-book, such as `rights-url`. Write the whole
address, with `https://` or `http://`.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
rights-url = "example.org/licence"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
rights-url = "https://example.org/licence"
"#,
        )],
    },
};
