use super::code::{Code, Examples, Severity, file};

pub const UNPROVEN_CONFORMANCE: &Code = &Code {
    name: "unproven-conformance",
    severity: Severity::Error,
    allowable: false,
    summary: "The book claims to be accessible, and something contradicts the claim.",
    explanation: "\
`conformance` states that the e-book meets WCAG. Someone has to vouch for it
(`certified-by`), and nothing that chapbook can check may contradict it, for
example a picture without alternative text, or a formula that is printed as its
source.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[book.accessibility]
conformance = "AA"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[book.accessibility]
conformance = "AA"
certified-by = "A. Reader"
"#,
        )],
    },
};
