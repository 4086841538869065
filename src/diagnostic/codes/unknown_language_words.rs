use super::code::{Code, Examples, Severity, file};

pub const UNKNOWN_LANGUAGE_WORDS: &Code = &Code {
    name: "unknown-language-words",
    severity: Severity::Warning,
    allowable: true,
    summary: "chapbook lacks words that it prints in this language.",
    explanation: "\
A book prints words that its author did not write, such as \"Contents\" or
\"Figure\". chapbook has them in about fifty languages. If it lacks some of them,
it takes the English ones. The text itself is set in the language of the book.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "tlh"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "eo"
"#,
        )],
    },
};
