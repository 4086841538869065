use super::code::{Code, Examples, Severity, file};

pub const UNKNOWN_ROLE: &Code = &Code {
    name: "unknown-role",
    severity: Severity::Error,
    allowable: false,
    summary: "A contributor has a role that does not exist.",
    explanation: "\
Roles are the codes and terms of the MARC relators, such as `edt` or `editor`,
`trl` or `translator`. `ctb` is for any contributor.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
contributors = [{ name = "E. Cannan", role = "edditor" }]
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"
contributors = [{ name = "E. Cannan", role = "editor" }]
"#,
        )],
    },
};
