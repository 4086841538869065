//! Forms the grid of a table from rows of cells with their spans (HTML Standard, 4.9.12.1, "forming a table").
//!
//! Each part of the table (heads, a body, the foot) is formed by itself, because no cell reaches from one part into another. The rows are
//! read from the first to the last. For each column, `taken` counts how many more rows a cell above still covers. A cell is placed in the
//! first column that is free, and covers as many columns as it asks for.
//!
//! The Standard calls some tables erroneous and lets their cells overlap. Here each fault is repaired and returned as a [`GridFault`]:
//!
//! - A cell that would cover a slot of another ends before it.
//! - A cell that reaches below the last row of its part ends there.
//! - A row in which no cell begins is left out. Cells that cover it lose a row.
//! - A column in which no cell begins is left out. Cells that cover it lose a column.
//!
//! Then slots that no cell covers are filled with empty cells, and every head cell gets its scope.
use std::ops::Range;

use super::{Alignment, Cell, CellContent, Column, ColumnWidth, Row, Scope, Table};
use crate::document::{Inline, Node};
use crate::source::Span;

/// The maximum number of columns that one cell can cover (HTML Standard, 4.9.11).
const MOST_COLUMNS: u16 = 1000;

/// A cell with the spans that its author asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftCell {
    /// Its node.
    pub node: Node,
    /// What it holds.
    pub content: CellContent,
    /// Whether it is a head cell. In rows of column heads, every cell is one.
    pub is_head: bool,
    /// What it is the head of. `None` if its place in the table decides.
    pub scope: Option<Scope>,
    /// Its own alignment.
    pub alignment: Option<Alignment>,
    /// The width that it requests for its column. A column without a width of its own gets that of the first cell that requests one.
    pub width: Option<ColumnWidth>,
    /// The number of columns. 0 counts as 1.
    pub columns: u16,
    /// The number of rows. 0 stands for all that follow in its part of the table.
    pub rows: u16,
}

impl DraftCell {
    /// A plain cell of one slot.
    #[must_use]
    pub const fn new(node: Node, content: CellContent) -> Self {
        Self { node, content, is_head: false, scope: None, alignment: None, width: None, columns: 1, rows: 1 }
    }
}

/// A row of cells with the spans that their author asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftRow {
    /// Its node.
    pub node: Node,
    /// The cells in order.
    pub cells: Vec<DraftCell>,
}

/// A table as its author wrote it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftTable {
    /// What is known of the columns, from the first on. There may be more or fewer of them than columns of cells.
    pub columns: Vec<Column>,
    /// The rows of column heads.
    pub heads: Vec<DraftRow>,
    /// The groups of rows.
    pub bodies: Vec<Vec<DraftRow>>,
    /// The rows of the foot.
    pub feet: Vec<DraftRow>,
    /// The caption.
    pub caption: Option<Vec<Inline>>,
}

/// Something in a table that was repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridFault {
    /// The place of the cell or the row.
    pub span: Span,
    /// The kind of fault.
    pub kind: GridFaultKind,
}

/// What was repaired in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GridFaultKind {
    /// A cell would have covered another cell.
    Overlap,
    /// A cell reached below the last row of its part.
    TooManyRows,
    /// A cell reached over a column in which no cell begins.
    TooManyColumns,
    /// No cell began in a row.
    EmptyRow,
}

/// A cell at its place, before rows and columns without cells are left out.
struct PlacedCell {
    draft: DraftCell,
    column: usize,
    columns: usize,
    rows: usize,
}

/// A row of placed cells.
struct PlacedRow {
    node: Node,
    cells: Vec<PlacedCell>,
}

impl Table {
    /// Forms the grid. Returns what had to be repaired, in reading order.
    #[must_use]
    pub fn form(draft: DraftTable) -> (Self, Vec<GridFault>) {
        let mut faults = Vec::new();
        let DraftTable { columns, heads, bodies, feet, caption } = draft;
        let mut parts: Vec<Vec<PlacedRow>> = Vec::with_capacity(bodies.len() + 2);
        for part in std::iter::once(heads).chain(bodies).chain(std::iter::once(feet)) {
            parts.push(without_empty_rows(placed(part, &mut faults), &mut faults));
        }
        let kept = kept_columns(&parts);
        let count = kept.iter().filter(|kept| **kept).count();
        let mut columns = columns;
        give_widths(&parts, &mut columns);
        let data = columns_with_data(&parts, kept.len());
        let grid = Grid { kept: &kept, count, data: &data };
        let mut parts: Vec<Vec<Row>> =
            parts.into_iter().enumerate().map(|(number, part)| grid.filled(part, number == 0, &mut faults)).collect();
        let feet = parts.pop().unwrap_or_default();
        let mut parts = parts.into_iter();
        let mut heads = parts.next().unwrap_or_default();
        // A pipe table cannot be written without a row of heads, so an empty one means that there is none.
        if heads.iter().flat_map(|row| &row.cells).all(Cell::is_empty) {
            heads.clear();
        }
        let bodies = parts.filter(|part| !part.is_empty()).collect();
        let mut known = columns.into_iter().map(Some).chain(std::iter::repeat(None)).zip(&kept).filter(|(_, kept)| **kept);
        let columns = (0..count).map(|_| known.next().and_then(|(column, _)| column).unwrap_or_default()).collect();
        faults.sort_by_key(|fault| (fault.span.file, fault.span.start, fault.kind));
        (Self { columns, heads, bodies, feet, caption }, faults)
    }
}

/// Places the cells of a part of the table.
fn placed(rows: Vec<DraftRow>, faults: &mut Vec<GridFault>) -> Vec<PlacedRow> {
    let count = rows.len();
    // For each column: how many more rows are taken by a cell of a row above.
    let mut taken: Vec<usize> = Vec::new();
    let mut out = Vec::with_capacity(count);
    for (number, row) in rows.into_iter().enumerate() {
        let left = count - number;
        let mut cells = Vec::with_capacity(row.cells.len());
        let mut column = 0;
        for draft in row.cells {
            while taken.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let asked = usize::from(draft.columns.clamp(1, MOST_COLUMNS));
            let free = (column..column + asked).take_while(|at| taken.get(*at).is_none_or(|rows| *rows == 0)).count();
            if free < asked {
                faults.push(GridFault { span: draft.node.span, kind: GridFaultKind::Overlap });
            }
            let rows = match usize::from(draft.rows) {
                0 => left,
                rows if rows > left => {
                    faults.push(GridFault { span: draft.node.span, kind: GridFaultKind::TooManyRows });
                    left
                }
                rows => rows,
            };
            cells.push(PlacedCell { draft, column, columns: free, rows });
            column += free;
        }
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        for PlacedCell { column, columns, rows, .. } in &cells {
            if taken.len() < column + columns {
                taken.resize(column + columns, 0);
            }
            taken[*column..column + columns].fill(rows - 1);
        }
        out.push(PlacedRow { node: row.node, cells });
    }
    out
}

/// Leaves out the rows in which no cell begins.
fn without_empty_rows(rows: Vec<PlacedRow>, faults: &mut Vec<GridFault>) -> Vec<PlacedRow> {
    if rows.iter().all(|row| !row.cells.is_empty()) {
        return rows;
    }
    // For each row: how many rows before it have cells.
    let mut before = Vec::with_capacity(rows.len() + 1);
    let mut full = 0;
    for row in &rows {
        before.push(full);
        full += usize::from(!row.cells.is_empty());
    }
    before.push(full);
    let mut out = Vec::with_capacity(full);
    for (number, mut row) in rows.into_iter().enumerate() {
        if row.cells.is_empty() {
            faults.push(GridFault { span: row.node.span, kind: GridFaultKind::EmptyRow });
            continue;
        }
        row.cells.iter_mut().for_each(|cell| cell.rows = before[number + cell.rows] - before[number]);
        out.push(row);
    }
    out
}

/// For each column: whether a cell begins in it.
fn kept_columns(parts: &[Vec<PlacedRow>]) -> Vec<bool> {
    let cells = || parts.iter().flatten().flat_map(|row| &row.cells);
    let mut kept = vec![false; cells().map(|cell| cell.column + cell.columns).max().unwrap_or(0)];
    cells().for_each(|cell| kept[cell.column] = true);
    kept
}

/// Gives columns the widths that their cells ask for.
fn give_widths(parts: &[Vec<PlacedRow>], columns: &mut Vec<Column>) {
    for cell in parts.iter().flatten().flat_map(|row| &row.cells).filter(|cell| cell.columns == 1 && cell.draft.width.is_some()) {
        if columns.len() <= cell.column {
            columns.resize(cell.column + 1, Column::default());
        }
        let width = &mut columns[cell.column].width;
        *width = width.or(cell.draft.width);
    }
}

/// Whether a cell holds data: it is not a head, and it is not empty.
fn is_data(cell: &PlacedCell) -> bool {
    !cell.draft.is_head && !cell.draft.content.is_empty()
}

/// For each column: whether a data cell below the column heads covers it.
fn columns_with_data(parts: &[Vec<PlacedRow>], columns: usize) -> Vec<bool> {
    let mut data = vec![false; columns];
    for cell in parts.iter().skip(1).flatten().flat_map(|row| &row.cells).filter(|cell| is_data(cell)) {
        data[cell.column..cell.column + cell.columns].fill(true);
    }
    data
}

/// For each row of a part: whether a data cell covers it.
fn rows_with_data(rows: &[PlacedRow]) -> Vec<bool> {
    let mut data = vec![false; rows.len()];
    for (number, row) in rows.iter().enumerate() {
        for cell in row.cells.iter().filter(|cell| is_data(cell)) {
            data[number..number + cell.rows].fill(true);
        }
    }
    data
}

/// What is known of the columns of a table when its rows are completed.
struct Grid<'a> {
    /// For each column: whether it is kept.
    kept: &'a [bool],
    /// The number of columns that are kept.
    count: usize,
    /// For each column: whether it has data cells.
    data: &'a [bool],
}

impl Grid<'_> {
    /// The rows of a part, without the columns that are left out, and with empty cells in the slots that no cell covers.
    fn filled(&self, rows: Vec<PlacedRow>, of_heads: bool, faults: &mut Vec<GridFault>) -> Vec<Row> {
        // For each column: how many columns before it are kept.
        let mut before = Vec::with_capacity(self.kept.len() + 1);
        let mut full = 0;
        for kept in self.kept {
            before.push(full);
            full += usize::from(*kept);
        }
        before.push(full);
        let data = rows_with_data(&rows);
        let mut taken = vec![0_usize; self.count];
        let mut out = Vec::with_capacity(rows.len());
        for (number, PlacedRow { node, cells: placed }) in rows.into_iter().enumerate() {
            let mut cells: Vec<Cell> = Vec::with_capacity(placed.len());
            let mut column = 0;
            let end = Span { start: node.span.end, ..node.span };
            for cell in placed {
                let (start, stop) = (before[cell.column], before[cell.column + cell.columns]);
                if stop - start < cell.columns {
                    faults.push(GridFault { span: cell.draft.node.span, kind: GridFaultKind::TooManyColumns });
                }
                let scope = self.scope(&cell, of_heads, &data[number..number + cell.rows]);
                fill(column..start, &taken, end, of_heads, &mut cells);
                column = stop;
                let PlacedCell { draft: DraftCell { node, content, alignment, .. }, rows, .. } = cell;
                cells.push(Cell { node, content, scope, alignment, column: start, columns: stop - start, rows });
            }
            fill(column..self.count, &taken, end, of_heads, &mut cells);
            taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
            for cell in cells.iter().filter(|cell| cell.rows > 1) {
                taken[cell.column..cell.column + cell.columns].fill(cell.rows - 1);
            }
            out.push(Row { node, cells });
        }
        out
    }

    /// What a cell is the head of (HTML Standard, 4.9.12.2, "auto"). A head cell without a data cell beside it, but with one in its
    /// columns, is the head of its columns. Any other is the head of its rows. Empty cells do not count as data.
    fn scope(&self, cell: &PlacedCell, of_heads: bool, rows: &[bool]) -> Option<Scope> {
        if of_heads {
            return Some(cell.draft.scope.unwrap_or(Scope::Column));
        }
        if !cell.draft.is_head || cell.draft.content.is_empty() {
            return None;
        }
        let beside = rows.iter().any(|data| *data);
        let below = self.data[cell.column..cell.column + cell.columns].iter().any(|data| *data);
        Some(cell.draft.scope.unwrap_or(if !beside && below { Scope::Column } else { Scope::Row }))
    }
}

/// Adds an empty cell in each of the columns that no cell of a row above covers.
fn fill(columns: Range<usize>, taken: &[usize], end: Span, of_heads: bool, cells: &mut Vec<Cell>) {
    for column in columns.filter(|column| taken[*column] == 0) {
        cells.push(Cell {
            node: Node::at(end),
            content: CellContent::EMPTY,
            scope: of_heads.then_some(Scope::Column),
            alignment: None,
            column,
            columns: 1,
            rows: 1,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row of cells, each with its number of columns and of rows.
    fn row(cells: &[(u16, u16)]) -> DraftRow {
        let cell = |&(columns, rows): &(u16, u16)| {
            let text = Inline { node: Node::at(Span::DETACHED), kind: crate::document::InlineKind::Text("x".to_owned()) };
            DraftCell { columns, rows, ..DraftCell::new(Node::at(Span::DETACHED), CellContent::Line(vec![text])) }
        };
        DraftRow { node: Node::at(Span::DETACHED), cells: cells.iter().map(cell).collect() }
    }

    /// The cells of each row, each as its column, its number of columns and its number of rows; and the faults.
    fn formed(body: Vec<DraftRow>) -> (Vec<Vec<[usize; 3]>>, Vec<GridFaultKind>) {
        let (table, faults) = Table::form(DraftTable { bodies: vec![body], ..DraftTable::default() });
        let rows = table.rows().map(|row| row.cells.iter().map(|cell| [cell.column, cell.columns, cell.rows]).collect()).collect();
        (rows, faults.into_iter().map(|fault| fault.kind).collect())
    }

    #[test]
    fn a_cell_over_two_rows_moves_the_cells_of_the_second() {
        let (rows, faults) = formed(vec![row(&[(1, 2), (1, 1), (1, 1)]), row(&[(1, 1), (1, 1)])]);
        assert_eq!(rows, [vec![[0, 1, 2], [1, 1, 1], [2, 1, 1]], vec![[1, 1, 1], [2, 1, 1]]]);
        assert_eq!(faults, []);
    }

    #[test]
    fn overlaps_overruns_and_empty_rows_are_repaired() {
        use GridFaultKind::{EmptyRow, Overlap, TooManyColumns, TooManyRows};
        // The second cell of the second row would cover the cell above it.
        let (rows, faults) = formed(vec![row(&[(1, 1), (1, 1), (1, 2)]), row(&[(1, 1), (2, 1)])]);
        assert_eq!((rows[1].clone(), faults), (vec![[0, 1, 1], [1, 1, 1]], vec![Overlap]));
        let (rows, faults) = formed(vec![row(&[(1, 9), (1, 1)]), row(&[(1, 1)])]);
        assert_eq!((rows, faults), (vec![vec![[0, 1, 2], [1, 1, 1]], vec![[1, 1, 1]]], vec![TooManyRows]));
        let (rows, faults) = formed(vec![row(&[(100, 1)]), row(&[(1, 1), (1, 1)])]);
        assert_eq!((rows, faults), (vec![vec![[0, 2, 1]], vec![[0, 1, 1], [1, 1, 1]]], vec![TooManyColumns]));
        let (rows, faults) = formed(vec![row(&[(1, 2), (1, 2)]), row(&[]), row(&[(1, 1)])]);
        assert_eq!((rows, faults), (vec![vec![[0, 1, 1], [1, 1, 1]], vec![[0, 1, 1], [1, 1, 1]]], vec![EmptyRow]));
        // All that follow, without a fault.
        let (rows, faults) = formed(vec![row(&[(1, 0), (1, 1)]), row(&[(1, 1)]), row(&[(1, 1)])]);
        assert_eq!((rows[0].clone(), faults), (vec![[0, 1, 3], [1, 1, 1]], vec![]));
    }
}
