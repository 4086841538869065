use super::code::{Code, Examples, Severity, file};

pub const RTL_BOOK: &Code = &Code {
    name: "rtl-book",
    severity: Severity::Error,
    allowable: false,
    summary: "A book written from right to left cannot be a PDF yet.",
    explanation: "\
The EPUB of such a book is complete. Words and passages that run from right to
left inside another book are set in the PDF as well. An edition named `default`
with `formats = [\"epub\"]` makes only the EPUB.",
    examples: Examples::Tested {
        bad: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "he"
"#,
        )],
        good: &[file(
            "book.toml",
            r#"[book]
title = "A Book"
language = "he"

[[edition]]
name = "default"
formats = ["epub"]
"#,
        )],
    },
};
