//! Finds grid tables, whose cells are drawn with `+`, `-`, `=` and `|`, as in Pandoc and reStructuredText.
//!
//! ```text
//! +--------+------------+
//! | Port   | Ships      |
//! +========+=====+======+
//! | Lisbon | 12  | - a  |
//! |        +-----+      |
//! |        | 15  | - b  |
//! +--------+-----+------+
//! ```
//!
//! A cell is a rectangle of border lines. The cells are found from their upper left corners; if they do not cover all of the table, it is
//! not a table, and is printed as typed.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::document::{Alignment, Column, ColumnWidth};

use crate::manuscript::scan::columns::{slice, trimmed, width};
use crate::manuscript::syntax::lines::Line;

/// The largest table in characters, so that finding its cells stays fast.
const LARGEST: usize = 200_000;
/// The width of a page of text in columns. The columns of a table have widths relative to it, as in Pandoc.
const PAGE: usize = 72;

/// A cell of a grid table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GridCell {
    /// Its first row.
    pub(super) row: usize,
    /// Its first column.
    pub(super) column: usize,
    /// The number of rows.
    pub(super) rows: usize,
    /// The number of columns.
    pub(super) columns: usize,
    /// Its lines as bytes of the whole text.
    pub(super) lines: Vec<Range<usize>>,
}

/// A grid table.
#[derive(Debug)]
pub(super) struct GridTable {
    /// The columns.
    pub(super) columns: Vec<Column>,
    /// The number of rows of the head.
    pub(super) heads: usize,
    /// The number of rows of the foot.
    pub(super) feet: usize,
    /// The number of all rows.
    pub(super) rows: usize,
    /// The cells, row by row.
    pub(super) cells: Vec<GridCell>,
    /// The number of the line after the table.
    pub(super) end: usize,
}

/// Whether a text begins as a grid table does: `+---+---+`.
pub(super) fn begins_grid(text: &str) -> bool {
    let text = text.trim_end();
    text.len() > 4
        && text.starts_with('+')
        && text.ends_with('+')
        && text.bytes().filter(|byte| *byte == b'+').count() > 2
        && text.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'))
        && !text.contains("++")
}

/// The table that begins at a line. `None` if there is none.
pub(super) fn grid_table(text: &str, lines: &[Line], at: usize) -> Option<GridTable> {
    let first = &lines[at];
    if !begins_grid(first.text(text)) {
        return None;
    }
    let is_part = |line: &&Line| {
        let own = line.text(text).trim_end();
        let same = line.prefix.quotes == first.prefix.quotes && line.prefix.columns == first.prefix.columns;
        same && own.starts_with(['+', '|']) && own.ends_with(['+', '|'])
    };
    let count = lines[at..].iter().take_while(is_part).count();
    let rows: Vec<Vec<u8>> = lines[at..at + count].iter().map(|line| signs(line.text(text).trim_end())).collect();
    let across = rows[0].len();
    if count < 3 || across * count > LARGEST || rows.iter().any(|row| row.len() != across) {
        return None;
    }
    let drawing = GridDrawing { rows };
    let found = drawing.cells()?;
    let tops: Vec<usize> = found.iter().map(|cell| cell.top).collect::<BTreeSet<_>>().into_iter().collect();
    let lefts: Vec<usize> = found.iter().map(|cell| cell.left).collect::<BTreeSet<_>>().into_iter().collect();
    let row = |line: usize| tops.partition_point(|top| *top < line);
    let column = |place: usize| lefts.partition_point(|left| *left < place);
    let mut covered = 0;
    let mut cells: Vec<GridCell> = Vec::with_capacity(found.len());
    for cell in &found {
        let (rows, columns) = (row(cell.bottom) - row(cell.top), column(cell.right) - column(cell.left));
        covered += rows * columns;
        let parts = (cell.top + 1..cell.bottom).map(|number| {
            let line = &lines[at + number];
            let (own, start) = (line.text(text), line.range.start + line.prefix.bytes);
            let part = slice(own, cell.left + 1..cell.right);
            start + part.start..start + part.end
        });
        cells.push(GridCell { row: row(cell.top), column: column(cell.left), rows, columns, lines: dedented(text, parts.collect()) });
    }
    // A single cell is a box around text, not a table.
    if covered != tops.len() * lefts.len() || covered < 2 {
        return None;
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    // The lines of equals signs: below the head, and around the foot.
    let doubled: Vec<usize> = (0..count).filter(|number| drawing.is_doubled(*number)).collect();
    let below = |number: usize| tops.iter().filter(|top| **top < number).count();
    let ends_doubled = doubled.last() == Some(&(count - 1));
    let (heads, feet, aligned) = match (&doubled[..], ends_doubled) {
        ([head], false) if *head > 0 => (below(*head), 0, *head),
        ([head, foot, _], true) if *head > 0 => (below(*head), tops.len() - below(*foot), *head),
        ([foot, _], true) => (0, tops.len() - below(*foot), 0),
        ([] | [0], false) => (0, 0, 0),
        _ => return None,
    };
    // No cell reaches from the head into the body, or from the body into the foot.
    let crosses = |line: usize| cells.iter().any(|cell| cell.row < line && cell.row + cell.rows > line);
    if heads + feet >= tops.len() || crosses(heads) || crosses(tops.len() - feet) {
        return None;
    }
    let ends: Vec<usize> = lefts[1..].iter().copied().chain([across - 1]).collect();
    let whole = (across - 1).max(PAGE);
    let columns = lefts.iter().zip(ends).map(|(left, right)| Column {
        alignment: drawing.alignment(aligned, left + 1..right),
        width: u32::try_from((right - left) * 10_000 / whole).ok().map(ColumnWidth::Share),
    });
    Some(GridTable { columns: columns.collect(), heads, feet, rows: tops.len(), cells, end: at + count })
}

/// The signs of a line, one for each column. A column with anything but ASCII has a zero byte.
fn signs(line: &str) -> Vec<u8> {
    let mut signs = Vec::with_capacity(line.len());
    for c in line.chars() {
        let sign = u8::try_from(c).ok().filter(u8::is_ascii).unwrap_or_default();
        signs.extend(std::iter::repeat_n(sign, width(c)));
    }
    signs
}

/// The lines of a cell without the white space around them: their common indentation, and empty lines at both ends.
fn dedented(text: &str, mut lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let indent = |line: &Range<usize>| text[line.clone()].len() - text[line.clone()].trim_start_matches(' ').len();
    let blank = |line: &Range<usize>| text[line.clone()].trim().is_empty();
    let common = lines.iter().filter(|line| !blank(line)).map(indent).min().unwrap_or_default();
    for line in &mut lines {
        let end = trimmed(text, line.clone()).end;
        *line = if blank(line) { line.start..line.start } else { line.start + common..end };
    }
    while lines.last().is_some_and(Range::is_empty) {
        lines.pop();
    }
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or_default();
    lines.split_off(first)
}

/// The rectangle of a cell, by its borders.
#[derive(Clone, Copy)]
struct Rectangle {
    top: usize,
    left: usize,
    bottom: usize,
    right: usize,
}

/// The signs of a table.
struct GridDrawing {
    rows: Vec<Vec<u8>>,
}

impl GridDrawing {
    fn sign(&self, row: usize, column: usize) -> u8 {
        self.rows[row][column]
    }

    fn is_border(&self, row: usize, column: usize) -> bool {
        matches!(self.sign(row, column), b'-' | b'=' | b':' | b'+')
    }

    fn is_side(&self, row: usize, column: usize) -> bool {
        matches!(self.sign(row, column), b'|' | b'+')
    }

    /// All cells. `None` if a cell is not closed.
    fn cells(&self) -> Option<Vec<Rectangle>> {
        let (down, across) = (self.rows.len() - 1, self.rows[0].len() - 1);
        // For each column: the line down to which cells cover it.
        let mut covered: BTreeMap<usize, usize> = BTreeMap::new();
        let mut cells = Vec::new();
        for top in 0..down {
            for left in 0..across {
                let is_corner = self.sign(top, left) == b'+' && covered.get(&left).is_none_or(|bottom| *bottom <= top);
                if !is_corner {
                    continue;
                }
                let cell = self.cell(top, left)?;
                for column in left..cell.right {
                    covered.insert(column, cell.bottom);
                }
                cells.push(cell);
            }
        }
        Some(cells)
    }

    /// The smallest cell with that upper left corner.
    fn cell(&self, top: usize, left: usize) -> Option<Rectangle> {
        let across = self.rows[0].len();
        let mut right = left + 1;
        while right < across && self.is_border(top, right) {
            if self.sign(top, right) == b'+' && right > left + 1 {
                let mut bottom = top + 1;
                while bottom < self.rows.len() && self.is_side(bottom, left) && self.is_side(bottom, right) {
                    let is_closed = self.sign(bottom, left) == b'+'
                        && self.sign(bottom, right) == b'+'
                        && bottom > top + 1
                        && (left + 1..right).all(|column| self.is_border(bottom, column));
                    if is_closed {
                        return Some(Rectangle { top, left, bottom, right });
                    }
                    bottom += 1;
                }
            }
            right += 1;
        }
        None
    }

    /// Whether a line is a border of equals signs from one side to the other.
    fn is_doubled(&self, row: usize) -> bool {
        self.rows[row].iter().all(|sign| matches!(sign, b'+' | b'=' | b':')) && self.rows[row].contains(&b'=')
    }

    /// The alignment that colons in a border give a column.
    fn alignment(&self, row: usize, columns: Range<usize>) -> Alignment {
        let colon = |column: usize| self.sign(row, column) == b':';
        match (colon(columns.start), colon(columns.end - 1)) {
            (true, true) => Alignment::Center,
            (true, false) => Alignment::Left,
            (false, true) => Alignment::Right,
            (false, false) => Alignment::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each cell with its place and its text.
    fn found(text: &str) -> Option<Vec<String>> {
        let table = grid_table(text, &Line::all(text), 0)?;
        let cell = |cell: &GridCell| {
            let words: Vec<&str> = cell.lines.iter().map(|line| &text[line.clone()]).collect();
            let span = if cell.rows * cell.columns > 1 { format!(" {}x{}", cell.rows, cell.columns) } else { String::new() };
            format!("{},{}{span} {}", cell.row, cell.column, words.join("/"))
        };
        Some(table.cells.iter().map(cell).collect())
    }

    #[test]
    fn cells_are_found_with_their_spans() {
        let text = "+--------+-----------+\n| Port   | Ships     |\n+:=======+=====+====:+\n| Lisbon | 12  | - a  |\n";
        assert!(found(text).is_none(), "the lines have different lengths");
        let text = "+--------+------------+\n| Port   | Ships      |\n+========+=====+======+\n| Lisbon | 12  | - a  |\n|        +-----+      |\n|        | 15  |   b  |\n+--------+-----+------+\n\nx\n";
        let cells = ["0,0 Port", "0,1 1x2 Ships", "1,0 2x1 Lisbon", "1,1 12", "1,2 2x1 - a//  b", "2,1 15"];
        assert_eq!(found(text).expect("a table"), cells);
        let table = grid_table(text, &Line::all(text), 0).expect("a table");
        assert_eq!((table.heads, table.feet, table.rows, table.end), (1, 0, 3, 7));
    }

    #[test]
    fn a_head_and_a_foot_stand_between_equals_signs() {
        let text = "+---+---+\n| a | b |\n+:=:+==:+\n| c | 漢|\n+===+===+\n| e | f |\n+===+===+\n";
        let table = grid_table(text, &Line::all(text), 0).expect("a table");
        assert_eq!((table.heads, table.feet, table.rows), (1, 1, 3));
        assert_eq!(table.columns.iter().map(|column| column.alignment).collect::<Vec<_>>(), [Alignment::Center, Alignment::Right]);
    }

    #[test]
    fn drawings_are_not_tables() {
        for text in [
            "+---+\n| a |\n+---+\n",
            "+---+---+\n| a | b |\n",
            "+---+---+\n| a | b |\n+---+---\n",
            "+---+---+\n| a   b |\n+---+---+\n",
            "+---+---+\n| a | b\n+---+---+\n",
            "+--+--+\ntext\n",
            "+---+---+\n",
            "+-+-+\n| a | b |\n+-+-+\n",
        ] {
            assert!(found(text).is_none(), "{text}: {:?}", found(text));
        }
    }
}
