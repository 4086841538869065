use super::code::{Code, Examples, Severity, file};

pub const HEADING_AT_FOOT: &Code = &Code {
    name: "heading-at-foot",
    severity: Severity::Warning,
    allowable: true,
    summary: "A heading is alone at the foot of a page.",
    explanation: "\
The text under the heading begins on the next page. chapbook avoids this unless
all other page breaks are worse. The message says which page it is and why.
Reword the text before it, so that it becomes a line longer or shorter.",
    examples: Examples::Tested {
        bad: &[
            file(
                "book.toml",
                r#"[book]
title = "A Book"
language = "en"

[design]
title-pages = false
page = { width = "80mm", height = "60mm" }
margins = { inner = "10mm", head = "15mm", outer = "10mm", foot = "10mm" }
"#,
            ),
            file(
                "chapter.md",
                "\
# One

It rained, and the river rose.^[All day long, and all night, and the whole of the
next day. All day long, and all night, and the whole of the next day.]
It rained, and the river rose.^[All day long, and all night, and the whole of the
next day. All day long, and all night, and the whole of the next day.]
",
            ),
        ],
        good: &[
            file(
                "book.toml",
                r#"[book]
title = "A Book"
language = "en"

[design]
title-pages = false
page = { width = "80mm", height = "60mm" }
margins = { inner = "10mm", head = "15mm", outer = "10mm", foot = "10mm" }
"#,
            ),
            file(
                "chapter.md",
                "\
# One

It rained, and the river rose. It rained all day.
",
            ),
        ],
    },
};
