use super::code::{Code, Examples, Severity, file};

pub const MARKDOWN_IN_HTML: &Code = &Code {
    name: "markdown-in-html",
    severity: Severity::Warning,
    allowable: true,
    summary: "Markdown between HTML tags is printed as typed.",
    explanation: "\
By the rules of CommonMark, an HTML block ends at the next empty line, and what
stands in it is HTML. So an empty line after the tag makes Markdown of the
text. With the dialects of Pandoc, which read Markdown there, chapbook adds
that line itself; with the dialect of MkDocs, if the tag has the attribute
`markdown`. The first place is reported, with the number of the others.",
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
