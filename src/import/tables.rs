//! Tables of imported files.
use crate::document::{Alignment, Cell, Column, DraftCell, DraftRow, DraftTable, Row, Section, Table};

/// A table whose columns have the alignment that all of their cells share. The widths of columns are left to the text.
pub(super) fn with_column_alignment(table: &Table) -> Table {
    let count = table.columns().len();
    let columns: Vec<Column> = (0..count).map(|column| Column::aligned(alignment(table, column))).collect();
    let row = |section: Section, row: &Row| DraftRow {
        node: row.node.clone(),
        cells: row.cells().iter().map(|cell| draft(table, section, cell, &columns)).collect(),
    };
    let mut out = DraftTable { columns: columns.clone(), caption: table.caption.clone(), ..DraftTable::default() };
    for (section, rows) in table.sections() {
        let rows: Vec<DraftRow> = rows.iter().map(|own| row(section, own)).collect();
        match section {
            Section::Head => out.heads = rows,
            Section::Body(_) => out.bodies.push(rows),
            Section::Foot => out.feet = rows,
        }
    }
    Table::form(out).0
}

/// The alignment of all cells of a column below the heads. `None` if they differ.
fn alignment(table: &Table, column: usize) -> Alignment {
    let own = table.columns().get(column).map(|column| column.alignment).unwrap_or_default();
    let cells = table.sections().filter(|(section, _)| *section != Section::Head).flat_map(|(_, rows)| rows);
    let cells = cells.flat_map(|row| row.cells()).filter(|cell| cell.column() == column && cell.columns() == 1 && !cell.is_empty());
    let mut found = cells.map(|cell| cell.own_alignment().unwrap_or(own));
    let Some(first) = found.next() else { return own };
    if found.all(|other| other == first) { first } else { Alignment::None }
}

fn draft(table: &Table, section: Section, cell: &Cell, columns: &[Column]) -> DraftCell {
    let of_column = columns.get(cell.column()).map(|column| column.alignment).unwrap_or_default();
    let was = table.columns().get(cell.column()).map(|column| column.alignment).unwrap_or_default();
    let own = cell.own_alignment().unwrap_or(was);
    // A head may be aligned differently from its column; that is left to the design.
    let alignment = Some(own).filter(|own| section != Section::Head && cell.columns() == 1 && *own != of_column && *own != Alignment::None);
    let span = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    DraftCell {
        is_head: section != Section::Head && cell.own_scope().is_some(),
        scope: cell.own_scope().filter(|_| section != Section::Head),
        alignment,
        columns: span(cell.columns()),
        rows: span(cell.rows()),
        ..DraftCell::new(cell.node.clone(), cell.content.clone())
    }
}
