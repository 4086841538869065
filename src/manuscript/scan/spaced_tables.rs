//! Finds Pandoc's simple and multiline tables, whose columns are divided by spaces under runs of dashes.
//!
//! ```text
//!   Right  Left          ---------------------
//! -------  ----           Port       Ships
//!      12  ab            --------- -----------
//!     123  c              Lisbon    twelve,
//!                                   with sails
//!
//!                         Faro      two
//!                        ---------------------
//! ```
//!
//! They become pipe tables before the text is parsed. A table in which a word stands across the white between two columns is text.
use std::ops::Range;

use crate::document::Alignment;

use crate::manuscript::scan::columns::{columns, slice, trimmed};
use crate::manuscript::syntax::lines::Line;

/// The maximum number of lines in a multiline table, so that a search for its end stays fast.
const MOST_LINES: usize = 1000;
/// The width of a page of text in columns. The columns of a multiline table have widths relative to it, as in Pandoc.
const PAGE: usize = 72;

/// A table whose columns are divided by spaces.
#[derive(Debug)]
pub(super) struct SpacedTable {
    /// The alignment of each column.
    pub(super) alignments: Vec<Alignment>,
    /// The width of each column in hundredths of a per cent of the measure. Empty if the text decides.
    pub(super) widths: Vec<u32>,
    /// The cells of the head. Empty if there is none.
    pub(super) head: Vec<SpacedCell>,
    /// The rows.
    pub(super) rows: Vec<Vec<SpacedCell>>,
    /// The number of the line after the table.
    pub(super) end: usize,
}

/// The parts of a cell, one for each of its lines that has text, as bytes of the whole text.
pub(super) type SpacedCell = Vec<Range<usize>>;

/// A run of dashes: the columns that it takes.
type Dashes = Range<usize>;

/// The runs of dashes of a line that has nothing else. Quotation signs and indentation count as columns before them.
fn dashes(text: &str, line: &Line) -> Option<Vec<Dashes>> {
    let own = line.unquoted(text).trim_end();
    if !own.ends_with('-') || !own.bytes().all(|byte| matches!(byte, b'-' | b' ')) {
        return None;
    }
    let mut runs: Vec<Dashes> = Vec::new();
    for (at, byte) in own.bytes().enumerate() {
        match runs.last_mut() {
            Some(last) if byte == b'-' && last.end == at => last.end += 1,
            _ if byte == b'-' => runs.push(at..at + 1),
            _ => {}
        }
    }
    // `- - -` is a rule.
    runs.iter().all(|run| run.len() > 1).then_some(runs)
}

/// The runs of a line that divides columns.
fn divider(text: &str, line: &Line) -> Option<Vec<Dashes>> {
    dashes(text, line).filter(|runs| runs.len() > 1)
}

/// The run of a line that has only one, of three dashes or more.
fn rule(text: &str, line: &Line) -> Option<Dashes> {
    dashes(text, line).filter(|runs| runs.len() == 1 && runs[0].len() > 2)?.pop()
}

/// The table that begins at a line, which follows an empty line. `None` if there is none.
pub(super) fn spaced_table(text: &str, lines: &[Line], at: usize) -> Option<SpacedTable> {
    let quotes = lines[at].prefix.quotes;
    let lines = &lines[..lines.len().min(at + MOST_LINES)];
    let own = |number: usize| lines.get(number).filter(|line| line.prefix.quotes == quotes);
    if let Some(runs) = divider(text, own(at)?) {
        return without_head(text, lines, at, &runs);
    }
    if let Some(whole) = rule(text, own(at)?) {
        let mut number = at + 1;
        while own(number).is_some_and(|line| !line.is_blank() && dashes(text, line).is_none()) {
            number += 1;
        }
        let runs = divider(text, own(number)?).filter(|runs| number > at + 1 && runs.last().is_some_and(|last| last.end <= whole.end))?;
        let body = SpacedTableBody { text, lines, runs: &runs };
        let end = body.end(number + 1, true)?;
        let head = body.cells(at + 1..number)?;
        return body.table(head, body.multiline_rows(number + 1..end)?, end + 1, true);
    }
    let runs = divider(text, own(at + 1)?)?;
    let body = SpacedTableBody { text, lines, runs: &runs };
    let head = body.cells(at..at + 1)?;
    let mut end = at + 2;
    while own(end).is_some_and(|line| !line.is_blank() && dashes(text, line).is_none()) {
        end += 1;
    }
    let rows = (at + 2..end).map(|number| body.cells(number..number + 1)).collect::<Option<Vec<_>>>()?;
    let is_closed = own(end).is_some_and(|line| dashes(text, line).is_some());
    body.table(head, rows, end + usize::from(is_closed), false)
}

/// A table that begins with the line that divides its columns. It needs the same line at its end.
fn without_head(text: &str, lines: &[Line], at: usize, runs: &[Dashes]) -> Option<SpacedTable> {
    let body = SpacedTableBody { text, lines, runs };
    let end = body.end(at + 1, false)?;
    let is_multiline = lines[at + 1..end].iter().any(Line::is_blank);
    let rows = if is_multiline {
        body.multiline_rows(at + 1..end)?
    } else {
        (at + 1..end).map(|number| body.cells(number..number + 1)).collect::<Option<Vec<_>>>()?
    };
    body.table(Vec::new(), rows, end + 1, is_multiline)
}

/// The lines below the line that divides the columns.
struct SpacedTableBody<'a> {
    text: &'a str,
    lines: &'a [Line],
    runs: &'a [Dashes],
}

impl SpacedTableBody<'_> {
    /// The number of the line that ends the table. An empty line, or nothing, follows it.
    fn end(&self, from: usize, with_rule: bool) -> Option<usize> {
        let quotes = self.lines[from - 1].prefix.quotes;
        for (number, line) in self.lines.iter().enumerate().skip(from) {
            if line.prefix.quotes != quotes {
                return None;
            }
            if let Some(found) = dashes(self.text, line) {
                let is_end = if with_rule { found.len() == 1 } else { found == self.runs };
                let is_last = self.lines.get(number + 1).is_none_or(|next| next.is_blank() || next.prefix.quotes != quotes);
                return (is_end && is_last && number > from).then_some(number);
            }
            // Prose has words where a table has white, so most searches end here.
            self.parts(line)?;
        }
        None
    }

    /// The parts of a line in the columns, as bytes of the whole text. `None` if a word stands across two columns.
    fn parts(&self, line: &Line) -> Option<Vec<Range<usize>>> {
        let own = line.unquoted(self.text);
        if own.contains('\t') {
            return None;
        }
        let start = line.unquoted_start(self.text);
        let mut parts = Vec::with_capacity(self.runs.len());
        for (number, run) in self.runs.iter().enumerate() {
            let next = self.runs.get(number + 1).map(|next| next.start);
            let from = if number == 0 { 0 } else { run.start };
            if next.is_some_and(|next| !own[slice(own, next - 1..next)].trim().is_empty()) {
                return None;
            }
            let part = trimmed(own, slice(own, from..next.unwrap_or(own.len())));
            parts.push(start + part.start..start + part.end);
        }
        Some(parts)
    }

    /// One row of several lines.
    fn cells(&self, lines: Range<usize>) -> Option<Vec<SpacedCell>> {
        let mut cells = vec![SpacedCell::new(); self.runs.len()];
        for line in &self.lines[lines] {
            for (cell, part) in cells.iter_mut().zip(self.parts(line)?) {
                if !part.is_empty() {
                    cell.push(part);
                }
            }
        }
        Some(cells)
    }

    /// Rows with empty lines between them.
    fn multiline_rows(&self, lines: Range<usize>) -> Option<Vec<Vec<SpacedCell>>> {
        let mut rows = Vec::new();
        let mut from = lines.start;
        for number in lines.start..=lines.end {
            if number == lines.end || self.lines[number].is_blank() {
                if number > from {
                    rows.push(self.cells(from..number)?);
                }
                from = number + 1;
            }
        }
        Some(rows)
    }

    /// The table. `end` is the number of the line after it.
    fn table(&self, head: Vec<SpacedCell>, rows: Vec<Vec<SpacedCell>>, end: usize, has_widths: bool) -> Option<SpacedTable> {
        let runs = self.runs;
        let first = if head.is_empty() { rows.first()? } else { &head };
        rows.first()?;
        let parts = |cell: &SpacedCell| cell.iter().map(|part| placed(self.text, self.lines, part)).collect::<Vec<_>>();
        let alignments = runs.iter().zip(first).map(|(run, cell)| alignment(run, &parts(cell))).collect();
        let next = |column: usize| runs.get(column + 1).map_or(runs[column].end, |next| next.start);
        let whole = runs.last().map_or(0, |last| last.end).max(PAGE);
        let share = |column: usize| u32::try_from((next(column) - runs[column].start) * 10_000 / whole).unwrap_or(10_000);
        let widths = if has_widths { (0..runs.len()).map(share).collect() } else { Vec::new() };
        Some(SpacedTable { alignments, widths, head, rows, end })
    }
}

/// The columns that a part of a line takes.
fn placed(text: &str, lines: &[Line], part: &Range<usize>) -> Range<usize> {
    let line = &lines[lines.partition_point(|line| line.next <= part.start).min(lines.len() - 1)];
    let start = columns(&text[line.unquoted_start(text).min(part.start)..part.start]);
    start..start + columns(&text[part.clone()])
}

/// The alignment of a column: its head, or its first cell, stands flush with an end of the dashes.
fn alignment(run: &Dashes, parts: &[Range<usize>]) -> Alignment {
    let (Some(start), Some(end)) = (parts.iter().map(|part| part.start).min(), parts.iter().map(|part| part.end).max()) else {
        return Alignment::None;
    };
    match (start <= run.start, end >= run.end) {
        (true, true) => Alignment::None,
        (true, false) => Alignment::Left,
        (false, true) => Alignment::Right,
        (false, false) => Alignment::Center,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of a table.
    struct TableWords {
        head: Vec<String>,
        rows: Vec<Vec<String>>,
        end: usize,
    }

    /// The cells of the table at the beginning of a text, with the number of its lines.
    fn found(text: &str) -> Option<TableWords> {
        let table = spaced_table(text, &Line::all(text), 0)?;
        let cell = |cell: &SpacedCell| cell.iter().map(|part| &text[part.clone()]).collect::<Vec<_>>().join(" ");
        let row = |row: &Vec<SpacedCell>| row.iter().map(cell).collect::<Vec<_>>();
        Some(TableWords { head: row(&table.head), rows: table.rows.iter().map(row).collect(), end: table.end })
    }

    #[test]
    fn simple_tables_are_found() {
        let text = "  Right Left     Center     Default\n------- ------ ----------   -------\n     12 12        12            12\n    123 123       123          123\n\nText\n";
        let TableWords { head, rows, end } = found(text).expect("a table");
        assert_eq!(head, ["Right", "Left", "Center", "Default"]);
        assert_eq!(rows, [["12", "12", "12", "12"], ["123", "123", "123", "123"]]);
        assert_eq!(end, 4);
        let alignments = spaced_table(text, &Line::all(text), 0).expect("a table").alignments;
        assert_eq!(alignments, [Alignment::Right, Alignment::Left, Alignment::Center, Alignment::None]);
        let TableWords { head, rows, end } = found("--- ---\n a   b\n c   d\n--- ---\n").expect("a table");
        assert!(head.is_empty());
        assert_eq!((rows, end), (vec![vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned(), "d".to_owned()]], 4));
    }

    #[test]
    fn multiline_tables_are_found() {
        let text = "----------------\n Port    Ships\n         1901\n------- --------\n Lisbon  twelve\n         of sail\n\n Faro    two\n----------------\n\nx\n";
        let TableWords { head, rows, end } = found(text).expect("a table");
        assert_eq!(head, ["Port", "Ships 1901"]);
        assert_eq!(rows, [["Lisbon", "twelve of sail"], ["Faro", "two"]]);
        assert_eq!(end, 9);
        assert_eq!(spaced_table(text, &Line::all(text), 0).expect("a table").widths, [1111, 1111]);
    }

    #[test]
    fn rules_and_headings_are_not_tables() {
        for text in [
            "Title\n-----\ntext\n",
            "text\n- - -\nmore\n",
            "--- ---\n",
            "--- ---\na words across\n--- ---\n",
            "Head line of words\n--- ---\nx   y\n",
            "----\ntext\n----\n",
            "----\ntext\n\nmore\n",
            "a   b\n--- ---\n\nx\n",
            "--- ---\na   b\n\nc   d\n",
            "---\ntitle: a\n---\n",
        ] {
            assert!(found(text).is_none(), "{text}");
        }
    }
}
