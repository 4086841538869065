use super::code::{Code, Examples, Severity, file};

pub const RAW_HTML: &Code = &Code {
    name: "raw-html",
    severity: Severity::Warning,
    allowable: true,
    summary: "An HTML tag is unknown or has no matching tag.",
    explanation: "\
The tag stays in the EPUB if it is harmless, and is left out of the PDF. Write
Markdown instead. If the tag is known, close it in the paragraph where it is
opened.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

It <blink>rained.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

It <em>rained</em>.
",
        )],
    },
};
