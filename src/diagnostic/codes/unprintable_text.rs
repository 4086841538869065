use super::code::{Code, Examples, Severity, file};

pub const UNPRINTABLE_TEXT: &Code = &Code {
    name: "unprintable-text",
    severity: Severity::Warning,
    allowable: true,
    summary: "More than a tenth of the text is in characters that no font has.",
    explanation: "\
The PDF would be full of question marks, so it is not made. The EPUB is, because
e-readers have fonts of their own. If there is no EPUB to make, this is an
error. The message names a font that has the characters. If you allow this
diagnostic, the PDF is made, with question marks.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# 第一章

天地玄黄，宇宙洪荒。
",
        )],
        good: &[file(
            "chapter.md",
            "\
# Chapter One

The Thousand Characters begin with 天地玄黄. The rest of the text is English.
",
        )],
    },
};
