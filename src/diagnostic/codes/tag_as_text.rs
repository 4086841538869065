use super::code::{Code, Examples, Severity, file};

pub const TAG_AS_TEXT: &Code = &Code {
    name: "tag-as-text",
    severity: Severity::Warning,
    allowable: true,
    summary: "Something that looks like an HTML tag is printed as typed.",
    explanation: "\
HTML has no element of that name, and nothing in the file closes it. So it is
text, like `Vec<String>` or `<your-name>`, and is printed as typed. Only the
first of each name is reported. Write it as code, or with a backslash before
the sign: `\\<your-name>`.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

A Vec<String> is a list.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

A `Vec<String>` is a list, and \\<your-name> stands for your name.
",
        )],
    },
};
