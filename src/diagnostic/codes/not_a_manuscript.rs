use super::code::{Code, Examples, Severity, file};

pub const NOT_A_MANUSCRIPT: &Code = &Code {
    name: "not-a-manuscript",
    severity: Severity::Error,
    allowable: false,
    summary: "The file is a document of another program.",
    explanation: "\
A manuscript is text in Markdown. The message names the format that the file
has. If chapbook or Pandoc can turn it into a manuscript, it also says how.",
    examples: Examples::Tested {
        bad: &[file("chapter.md", "{\\rtf1\\ansi The first chapter.}\n")],
        good: &[file("chapter.md", "# One\n\nThe first chapter.\n")],
    },
};
