use super::code::{Code, Examples, Severity, file};

pub const BAD_SUBJECT: &Code = &Code {
    name: "bad-subject",
    severity: Severity::Error,
    allowable: false,
    summary: "The authority and the term of a subject do not go together.",
    explanation: "\
A subject can name a scheme of subjects (`authority`) and its code in that
scheme (`term`). EPUB 3.3 requires both or neither. The scheme must be one that
EPUB 3.3 lists, or a web address.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
subjects = [{ name = "Economic history", authority = "BISAC" }]
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
subjects = [{ name = "Economic history", authority = "BISAC", term = "BUS023000" }]
"#,
        )],
    },
};
