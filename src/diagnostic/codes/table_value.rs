use super::code::{Code, Examples, Severity, file};

pub const TABLE_VALUE: &Code = &Code {
    name: "table-value",
    severity: Severity::Warning,
    allowable: true,
    summary: "A span, a scope or a width in a table is not understood.",
    explanation: "\
`rowspan` and `colspan` are numbers. `scope` is `col`, `row`, `colgroup` or
`rowgroup`. The width of a column is a number of pixels, or has a unit: `30%`,
`4cm`, `10em`. Any other value is left out, and the cell is set without it.
Write one of these values.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

<table>
<tr><th colspan=\"two\">Port</th><th>Year</th></tr>
<tr><td>Lisbon</td><td>1901</td></tr>
</table>
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

<table>
<tr><th>Port</th><th>Year</th></tr>
<tr><td>Lisbon</td><td>1901</td></tr>
</table>
",
        )],
    },
};
