//! Tables of Pandoc as tables of the document.
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{
    Alignment, Attributes, CellContent, Column, ColumnWidth, DraftCell, DraftRow, DraftTable, GridFaultKind, Node, NodeRole, Scope, Table,
};
use crate::pandoc::{self, Text};

use super::attributes::attributes;
use super::draft::Draft;
use crate::manuscript::syntax::attributes::trailing;

/// The whole width, in the unit of [`ColumnWidth::Share`].
const WHOLE: f64 = 10_000.0;

impl Draft<'_> {
    /// A table, and the attributes at the end of its caption.
    pub(super) fn table(&mut self, table: &pandoc::Table<'_>, tag: &Text<'_>, depth: usize) -> (Table, Attributes) {
        let mut caption = self.caption(&table.caption, depth);
        let mut given = caption.as_mut().map(|caption| trailing(caption, "")).unwrap_or_default();
        // One column of row heads is a property of the table.
        let has_row_heads = !table.bodies.is_empty() && table.bodies.iter().all(|body| body.head_columns == 1);
        if has_row_heads {
            given.classes.push(class_of(NodeRole::RowHeads).to_owned());
        }
        let columns = table.columns.iter().map(|column| Column {
            alignment: alignment(column.alignment).unwrap_or_default(),
            width: match column.width {
                // The share is between 0 and 1 in every table that Pandoc makes.
                pandoc::ColumnWidth::ColWidth(share) if share > 0.0 && share <= 10.0 => {
                    Some(ColumnWidth::Share((share * WHOLE).round() as u32))
                }
                pandoc::ColumnWidth::ColWidth(_) | pandoc::ColumnWidth::ColWidthDefault => None,
            },
        });
        let columns = columns.collect();
        let heads = self.rows(&table.head.rows, tag, depth);
        let mut bodies = Vec::new();
        for body in &table.bodies {
            let mut rows = self.rows(&body.heads, tag, depth);
            for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
                (cell.is_head, cell.scope) = (true, Some(Scope::Column));
            }
            let mut others = self.rows(&body.rows, tag, depth);
            if !has_row_heads {
                mark_row_heads(&mut others, body.head_columns);
            }
            rows.append(&mut others);
            bodies.push(rows);
        }
        let feet = self.rows(&table.foot.rows, tag, depth);
        let (table, faults) = Table::form(DraftTable { columns, heads, bodies, feet, caption });
        if let Some(fault) = faults.iter().find(|fault| fault.kind == GridFaultKind::Overlap) {
            let span = self.words.located(fault.span);
            let diagnostic = Diagnostic::new(codes::TABLE_GRID, span, "a cell of this table would cover another");
            self.sink.report(diagnostic.label("it ends before the other").hint("correct the spans of the cells"));
        }
        (table, given)
    }

    fn rows(&mut self, rows: &[pandoc::Row<'_>], tag: &Text<'_>, depth: usize) -> Vec<DraftRow> {
        rows.iter().map(|row| self.row(row, tag, depth)).collect()
    }

    fn row(&mut self, row: &pandoc::Row<'_>, tag: &Text<'_>, depth: usize) -> DraftRow {
        let start = self.words.add("\n", &[]).start;
        let cells = row.cells.iter().map(|cell| {
            let place = cell.blocks.first().map_or(tag, |block| &block.tag);
            let start = self.words.add("\n", &[place]).start;
            let blocks = self.blocks(&cell.blocks, depth + 1);
            let node = Node::with(self.words.since(start), attributes(&cell.attributes));
            DraftCell {
                alignment: alignment(cell.alignment),
                columns: u16::try_from(cell.columns).unwrap_or(u16::MAX),
                rows: u16::try_from(cell.rows.max(1)).unwrap_or(u16::MAX),
                ..DraftCell::new(node, CellContent::of(blocks))
            }
        });
        let cells = cells.collect();
        DraftRow { node: Node::with(self.words.since(start), attributes(&row.attributes)), cells }
    }
}

/// The class that gives a role.
fn class_of(role: NodeRole) -> &'static str {
    NodeRole::CLASSES.iter().find(|(_, own)| *own == role).map_or("", |(class, _)| class)
}

/// Marks the cells that begin in the first columns of a body as heads of their rows.
fn mark_row_heads(rows: &mut [DraftRow], count: usize) {
    // For each of these columns: how many more rows a cell above covers.
    let mut taken = vec![0_u16; count];
    for row in rows {
        let mut cells = row.cells.iter_mut();
        let mut column = 0;
        while column < count {
            if taken[column] > 0 {
                column += 1;
                continue;
            }
            let Some(cell) = cells.next() else { break };
            (cell.is_head, cell.scope) = (true, Some(Scope::Row));
            let end = (column + usize::from(cell.columns.max(1))).min(count);
            taken[column..end].fill(cell.rows);
            column = end;
        }
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }
}

fn alignment(given: pandoc::Alignment) -> Option<Alignment> {
    match given {
        pandoc::Alignment::AlignLeft => Some(Alignment::Left),
        pandoc::Alignment::AlignRight => Some(Alignment::Right),
        pandoc::Alignment::AlignCenter => Some(Alignment::Center),
        pandoc::Alignment::AlignDefault => None,
    }
}
