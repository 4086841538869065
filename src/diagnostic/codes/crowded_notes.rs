use super::code::{Code, Examples, Severity, file};

pub const CROWDED_NOTES: &Code = &Code {
    name: "crowded-notes",
    severity: Severity::Warning,
    allowable: true,
    summary: "One line calls more notes than a page can hold.",
    explanation: "\
A footnote begins on the page of its call. Here the notes of a single line do
not all fit, so the last of them begins on a later page. Shorten the notes, or
move one of them into the text.",
    examples: Examples::Tested { bad: &[file("book.toml", r#"[book]
title = "A Book"
language = "en"

[design]
title-pages = false
page = { width = "80mm", height = "60mm" }
margins = { inner = "10mm", head = "15mm", outer = "10mm", foot = "10mm" }
"#), file("chapter.md", "\
# One

It rained.^[All day long, and all night, and the whole of the next day.]^[All day long, and all night, and the whole of the next day.]^[All day long, and all night, and the whole of the next day.]^[All day long, and all night, and the whole of the next day.]^[All day long, and all night, and the whole of the next day.]^[All day long, and all night, and the whole of the next day.]
")], good: &[file("book.toml", r#"[book]
title = "A Book"
language = "en"

[design]
title-pages = false
page = { width = "80mm", height = "60mm" }
margins = { inner = "10mm", head = "15mm", outer = "10mm", foot = "10mm" }
"#), file("chapter.md", "\
# One

It rained.^[All day long, and all night, and the whole of the next day.]
")] },
};
