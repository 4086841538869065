use super::code::{Code, Examples, Severity, file};

pub const NARROW_MARGIN: &Code = &Code {
    name: "narrow-margin",
    severity: Severity::Warning,
    allowable: true,
    summary: "Something is too close to the edge of the page.",
    explanation: "\
A print shop cuts the pages within a tolerance, so it asks for a margin without
text at head, foot and fore-edge. Running heads and page numbers count too, and
so does the ink of a letter that reaches beyond its line, such as an italic f.
Make the margins wider.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[[edition]]
name = "print"
profile = "pod"
shop = "kdp"
page-multiple = 24

[edition.design.margins]
outer = "3mm"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "en"

[[edition]]
name = "print"
profile = "pod"
shop = "kdp"
page-multiple = 24
"#,
        )],
    },
};
