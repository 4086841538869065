use super::code::{Code, Examples, Severity, file};

pub const BROKEN_EMPHASIS: &Code = &Code {
    name: "broken-emphasis",
    severity: Severity::Warning,
    allowable: true,
    summary: "Asterisks look like emphasis but are not read as emphasis.",
    explanation: "\
In CommonMark, asterisks do not end emphasis if a punctuation mark stands before
them and a letter follows them. They are printed as typed. Write a space after
them, or move the punctuation mark out of the emphasis. In Chinese, Japanese and
Korean text, which has no spaces there, chapbook reads such emphasis. Two
asterisks that begin emphasis and have no partner are reported too.",
    examples: Examples::Tested {
        bad: &[file("chapter.md", "# One\n\n**Note:**it rained.\n")],
        good: &[file("chapter.md", "# One\n\n**Note:** it rained.\n")],
    },
};
