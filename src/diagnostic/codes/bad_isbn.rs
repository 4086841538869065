use super::code::{Code, Examples, Severity, file};

pub const BAD_ISBN: &Code = &Code {
    name: "bad-isbn",
    severity: Severity::Error,
    allowable: false,
    summary: "The ISBN is wrong.",
    explanation: "\
An ISBN has 13 digits (10 in old books). The last one is a check digit, computed
from the others; if it does not match, a digit was mistyped. Compare the ISBN
with the one that you were given.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
isbn = "978-0-306-40615-8"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
isbn = "978-0-306-40615-7"
"#,
        )],
    },
};
