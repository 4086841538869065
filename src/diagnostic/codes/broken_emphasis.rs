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
Korean text, which has no spaces there, chapbook reads such emphasis. Also
reported are two asterisks without a partner (`**Note`), two pairs with white
space inside (`** Note **`), runs of different lengths (`***Note**`), and
emphasis from the middle of one word to that of another (`5*3 and 4*2`), whose
asterisks are not printed.",
    examples: Examples::Tested {
        bad: &[file("chapter.md", "# One\n\n**Note:**it rained.\n")],
        good: &[file("chapter.md", "# One\n\n**Note:** it rained.\n")],
    },
};
