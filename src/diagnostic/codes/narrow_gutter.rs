use super::code::{Code, Examples, Severity, file};

pub const NARROW_GUTTER: &Code = &Code {
    name: "narrow-gutter",
    severity: Severity::Warning,
    allowable: true,
    summary: "The inner margin is too narrow for the number of pages.",
    explanation: "\
In a thick book, text close to the spine is hard to read, so a print shop asks
for a wider inner margin. chapbook widens it by itself unless the edition says
`gutter = \"keep\"`.",
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
gutter = "keep"
page-multiple = 24

[edition.design.margins]
inner = "5mm"
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

[edition.design.margins]
inner = "5mm"
"#,
        )],
    },
};
