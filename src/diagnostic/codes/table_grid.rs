use super::code::{Code, Examples, Severity, file};

pub const TABLE_GRID: &Code = &Code {
    name: "table-grid",
    severity: Severity::Warning,
    allowable: true,
    summary: "The cells of a table overlap, or reach beyond its end.",
    explanation: "\
A table is a grid, and each slot of it belongs to one cell. If a `rowspan` or a
`colspan` breaks this rule, the table is repaired and nothing is lost. A cell
that would cover another becomes narrower. A cell that reaches below the last
row ends there. Rows and columns in which no cell begins are left out. Words
that are in no cell are printed before the table, as browsers do. The label says
what was done. Reduce the span, or add the cells that are missing.",
    examples: Examples::Tested {
        bad: &[file(
            "chapter.md",
            "\
# One

<table>
<tr><th>Port</th><th>Year</th></tr>
<tr><td rowspan=\"3\">Lisbon</td><td>1901</td></tr>
<tr><td>1902</td></tr>
</table>
",
        )],
        good: &[file(
            "chapter.md",
            "\
# One

<table>
<tr><th>Port</th><th>Year</th></tr>
<tr><td rowspan=\"2\">Lisbon</td><td>1901</td></tr>
<tr><td>1902</td></tr>
</table>
",
        )],
    },
};
