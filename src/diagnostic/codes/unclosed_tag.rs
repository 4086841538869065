use super::code::{Code, Examples, Severity, file};

pub const UNCLOSED_TAG: &Code = &Code {
    name: "unclosed-tag",
    severity: Severity::Warning,
    allowable: true,
    summary: "An HTML tag has no matching tag.",
    explanation: "\
A part of a line that is not closed, such as `<b>`, ends with its paragraph. A
block that is not closed, such as `<div>`, ends before the next heading or
with the file. An end tag that closes nothing is left out. Tags whose end tag
HTML lets you leave out, such as `<li>` and `<td>`, are not reported.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

It <b>rained.
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

It <b>rained</b>.

<ul><li>on the field<li>on the town</ul>
",
        )],
    },
};
