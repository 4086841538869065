use super::code::{Code, Examples, Severity, file};

pub const MARKDOWN_IN_HTML: &Code = &Code {
    name: "markdown-in-html",
    severity: Severity::Warning,
    allowable: true,
    summary: "Markdown between HTML tags is printed as typed.",
    explanation: "\
In CommonMark, an HTML block ends at the next empty line, and its text is HTML,
not Markdown. Write an empty line after the tag, so that the text after it is
read as Markdown. In the dialects of Pandoc, chapbook adds that line itself; in
the dialect of MkDocs, it does so if the tag has the attribute `markdown`. The
first place is reported, with the number of the others.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

<div>
It rained *all day*.
</div>
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

<div>

It rained *all day*.

</div>
",
        )],
    },
};
