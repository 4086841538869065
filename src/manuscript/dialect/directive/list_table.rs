//! The directive `list-table` of MyST: the rows of a table as a list of lists
//! (<https://mystmd.org/guide/tables#list-tables>).
use std::ops::Range;

use super::options::DirectiveOptions;

/// The signs that begin blocks at the beginnings of lines, apart from those of lists.
const BLOCK_SIGNS: [&str; 7] = ["```", "~~~", ":::", ">", "#", "|", "$$"];

/// A table as a list of lists.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ListTable {
    rows: Vec<Vec<ListCell>>,
    /// The number of rows of its head.
    heads: usize,
    /// The number of columns of row heads at its left.
    stubs: usize,
    /// The widths of its columns in percent. Empty if they are not given.
    widths: Vec<u32>,
}

/// A cell: its lines as bytes of the text, without the indentation of the cell. Empty lines are among them.
pub(super) type ListCell = Vec<Range<usize>>;

/// A piece of a written table.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum TableLine {
    /// A line that is not in the text.
    Written(String),
    /// A line of the text, as bytes.
    Copied(Range<usize>),
}

impl ListTable {
    /// Reads a list of lists with the options of its directive. `None` if the text is not such a list.
    pub(super) fn read(text: &str, options: &DirectiveOptions) -> Option<Self> {
        let count = |option| options.value(option).and_then(|count| count.parse().ok()).unwrap_or_default();
        let rows = rows(text)?;
        Some(Self { rows, heads: count("header-rows"), stubs: count("stub-columns"), widths: percents(options.value("widths")) })
    }

    /// The options whose values cannot be read, with these values.
    pub(super) fn unread(options: &DirectiveOptions) -> impl Iterator<Item = (&'static str, &str)> {
        let reads = |key: &str, value: &str| match key {
            "widths" => matches!(value, "auto" | "grid") || !percents(Some(value)).is_empty(),
            _ => value.parse::<usize>().is_ok(),
        };
        let known = ["header-rows", "stub-columns", "widths"];
        known.into_iter().filter_map(move |key| options.value(key).filter(|value| !reads(key, value)).map(|value| (key, value)))
    }

    /// The lines of the table: a pipe table, or HTML if a pipe table has no room for its cells, heads or widths.
    pub(super) fn lines(&self, text: &str) -> Vec<TableLine> {
        let is_pipe =
            self.heads <= 1 && self.stubs == 0 && self.widths.is_empty() && self.rows.iter().flatten().all(|cell| is_line(text, cell));
        if is_pipe { self.pipe_table(text) } else { self.with_tags() }
    }

    fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or_default()
    }

    fn pipe_table(&self, text: &str) -> Vec<TableLine> {
        let width = self.width();
        let words = |cell: &ListCell| cell.iter().map(|line| text[line.clone()].trim()).collect::<Vec<_>>().join(" ").replace('|', "\\|");
        let line = |cells: &[ListCell]| {
            let cells = (0..width).map(|at| cells.get(at).map_or_else(String::new, words));
            TableLine::Written(format!("| {} |", cells.collect::<Vec<_>>().join(" | ")))
        };
        // A pipe table has one row in its head, which may be empty.
        let (head, body) = self.rows.split_at(self.heads.min(self.rows.len()));
        let mut lines = vec![line(head.first().map_or(&[], Vec::as_slice)), TableLine::Written(format!("|{}", "---|".repeat(width)))];
        lines.extend(body.iter().map(|row| line(row)));
        lines
    }

    fn with_tags(&self) -> Vec<TableLine> {
        let written = |line: &str| TableLine::Written(line.to_owned());
        let mut lines = vec![written("<table>")];
        lines.extend(self.widths.iter().map(|width| written(&format!("<col style=\"width: {width}%\">"))));
        let (head, body) = self.rows.split_at(self.heads.min(self.rows.len()));
        for (rows, section, is_head) in [(head, "thead", true), (body, "tbody", false)] {
            if rows.is_empty() {
                continue;
            }
            lines.push(written(&format!("<{section}>")));
            for row in rows {
                lines.push(written("<tr>"));
                for column in 0..self.width() {
                    let (open, close) = match (is_head, column < self.stubs) {
                        (true, _) => ("<th>", "</th>"),
                        (false, true) => ("<th scope=\"row\">", "</th>"),
                        (false, false) => ("<td>", "</td>"),
                    };
                    // Between empty lines, the words of a cell are Markdown.
                    lines.extend([written(open), written("")]);
                    lines.extend(row.get(column).into_iter().flatten().cloned().map(TableLine::Copied));
                    lines.extend([written(""), written(close)]);
                }
                lines.push(written("</tr>"));
            }
            lines.push(written(&format!("</{section}>")));
        }
        lines.push(written("</table>"));
        lines
    }
}

/// The rows of a list of lists. `None` if the text is not such a list.
fn rows(text: &str) -> Option<Vec<Vec<ListCell>>> {
    let mut rows: Vec<Vec<ListCell>> = Vec::new();
    // The columns at which the mark and the words of a cell begin.
    let (mut mark, mut words) = (0, 0);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let margin = at;
        at += line.len();
        let end = margin + line.trim_end().len();
        let mut start = (margin + line.len() - line.trim_start_matches([' ', '\t']).len()).min(end);
        // A row begins at the margin, with its first cell.
        if let Some(length) = item(&text[start..end]).filter(|_| start == margin) {
            rows.push(Vec::new());
            start += length;
            mark = start - margin;
        }
        let Some(row) = rows.last_mut() else {
            if start < end {
                return None;
            }
            continue;
        };
        if let Some(length) = item(&text[start..end]).filter(|_| start - margin == mark || row.is_empty()) {
            row.push(Vec::new());
            start += length;
            words = start - margin;
        }
        match row.last_mut() {
            // Only the indentation of the cell is removed.
            Some(cell) => cell.push(start.min(margin + words).min(end)..end),
            None if start < end => return None,
            None => {}
        }
    }
    for cell in rows.iter_mut().flatten() {
        while cell.last().is_some_and(Range::is_empty) {
            cell.pop();
        }
    }
    rows.iter().any(|row| !row.is_empty()).then_some(rows)
}

/// Relative widths, `20 30`, as percentages of their sum. Empty for anything else, such as `auto`.
fn percents(widths: Option<&str>) -> Vec<u32> {
    let words = widths.unwrap_or_default().split([' ', ',']).filter(|word| !word.is_empty());
    let widths: Vec<u32> =
        words.map(|word| word.parse().ok().filter(|width| (1..10_000).contains(width))).collect::<Option<_>>().unwrap_or_default();
    let sum: u32 = widths.iter().sum();
    widths.iter().map(|width| width * 100 / sum).collect()
}

/// The length of the mark of an item and of the spaces after it. `None` if the text is not an item.
fn item(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['*', '-', '+'])?;
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    (rest.is_empty() || spaces > 0).then_some(1 + spaces)
}

/// Whether the lines of a cell are one paragraph.
fn is_line(text: &str, cell: &[Range<usize>]) -> bool {
    let begins_block = |line: &str| {
        let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_numbered = after_number.len() < line.len() && [". ", ") "].iter().any(|sign| after_number.starts_with(sign));
        is_numbered || item(line).is_some_and(|length| length > 1) || BLOCK_SIGNS.iter().any(|sign| line.starts_with(sign))
    };
    cell.iter().map(|line| text[line.clone()].trim()).all(|line| !line.is_empty() && !begins_block(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, options: &str) -> Option<Vec<String>> {
        let lines = ListTable::read(text, &DirectiveOptions::read(options).0)?.lines(text).into_iter().map(|line| match line {
            TableLine::Written(line) => line,
            TableLine::Copied(range) => text[range].to_owned(),
        });
        Some(lines.collect())
    }

    #[test]
    fn a_list_of_lists_is_a_table() {
        let text = "* - Boat\n  - Rope\n    of hemp\n\n* - *Gull*\n  -\n- - a|b\n";
        let wanted = ["| Boat | Rope of hemp |", "|---|---|", "| *Gull* |  |", "| a\\|b |  |"];
        assert_eq!(written(text, ":header-rows: 1\n").as_deref(), Some(wanted.map(str::to_owned).as_slice()));
        assert_eq!(written(text, "").map(|rows| rows[0].clone()).as_deref(), Some("|  |  |"));
        for other in ["No list.\n", "", "* row\n", "*\n"] {
            assert_eq!(written(other, ""), None, "{other}");
        }
    }

    #[test]
    fn cells_of_several_blocks_and_more_heads_need_tags() {
        let text = "* - Boat\n  - One.\n\n    Two.\n\n    - a\n      - b\n";
        let wanted =
            "<table>\n<tbody>\n<tr>\n<td>\n\nBoat\n\n</td>\n<td>\n\nOne.\n\nTwo.\n\n- a\n  - b\n\n</td>\n</tr>\n</tbody>\n</table>";
        assert_eq!(written(text, "").map(|lines| lines.join("\n")).as_deref(), Some(wanted));
        let text = "* - A\n* - B\n* - C\n";
        let lines = written(text, ":header-rows: 2\n:stub-columns: 1\n").unwrap().join("");
        assert_eq!(
            lines,
            "<table><thead><tr><th>A</th></tr><tr><th>B</th></tr></thead><tbody><tr><th scope=\"row\">C</th></tr></tbody></table>"
        );
        let lines = written("* - A\n  - B\n", ":widths: 10 30\n").unwrap();
        assert_eq!(lines[..3], ["<table>", "<col style=\"width: 25%\">", "<col style=\"width: 75%\">"]);
        assert_eq!(written("* - A\n", ":widths: auto\n").unwrap()[0], "|  |");
        assert!(written("* - 1. One\n    2. Two\n", "").unwrap()[0].starts_with("<table>"));
        assert!(written("* - 1.5\n  - 12.\n", "").unwrap()[0].starts_with('|'));
    }
}
