use super::code::{Code, Examples, Severity, file};

pub const ORPHAN: &Code = &Code {
    name: "orphan",
    severity: Severity::Warning,
    allowable: true,
    summary: "The first line of a paragraph is alone at the foot of a page.",
    explanation: "\
chapbook avoids this unless all other page breaks are worse, for example because
a long note has to stay on its page. The message says which page it is and why.
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

It rained, and the river rose.^[All day.]
",
            ),
        ],
    },
};
