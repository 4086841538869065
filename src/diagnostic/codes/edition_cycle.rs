use super::code::{Code, Examples, Severity, file};

pub const EDITION_CYCLE: &Code = &Code {
    name: "edition-cycle",
    severity: Severity::Error,
    allowable: false,
    summary: "An edition extends itself, or the chain of editions is too long.",
    explanation: "\
`extends` names the edition whose settings an edition starts from. A chain of
editions has to begin with one that extends nothing. It may have up to 64
editions.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[[edition]]
name = "large"
extends = "small"

[[edition]]
name = "small"
extends = "large"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[[edition]]
name = "large"

[[edition]]
name = "small"
extends = "large"
"#,
        )],
    },
};
