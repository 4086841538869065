use super::code::{Code, Examples, Severity, file};

pub const REMOTE_IMAGE: &Code = &Code {
    name: "remote-image",
    severity: Severity::Warning,
    allowable: true,
    summary: "A picture is on the web, not in the manuscript.",
    explanation: "\
chapbook never uses the network. The alternative text is printed instead. Save
the picture beside the text and name that file.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

![The town in the rain.](https://example.org/photo.png)
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

![The town in the rain.](photo.png)
",
        )],
    },
};
