//! Tables.
use super::super::marks::decoded;
use super::super::tree;
use super::Restorer;
use super::inlines::only_line;
use crate::document::{Alignment, Block, BlockKind, CellContent, Column, ColumnWidth, DraftCell, DraftRow, DraftTable, Node, Scope, Table};
use crate::source::Span;
use crate::units::Length;

/// The whole width, in the unit of [`ColumnWidth::Share`].
const WHOLE: f64 = 10_000.0;

impl Restorer<'_> {
    pub(super) fn table(&mut self, table: &tree::Table<'_>, span: Span) -> Block {
        let (attributes, marks) = decoded(&table.attributes);
        let widths: Vec<&str> = marks.get("widths").map(|widths| widths.split(',').collect()).unwrap_or_default();
        let column = |(at, column): (usize, &tree::ColumnSpec)| {
            let own = widths.get(at).copied().unwrap_or("-");
            let own = match (own.strip_suffix("sp"), own.strip_suffix("em")) {
                (Some(length), _) => length.parse().ok().map(|length| ColumnWidth::Fixed(Length(length))),
                (None, Some(ems)) => ems.parse().ok().map(ColumnWidth::Ems),
                (None, None) => None,
            };
            let share = match column.width {
                tree::ColumnWidth::ColWidth(share) if share > 0.0 && share <= 10.0 => {
                    Some(ColumnWidth::Share((share * WHOLE).round() as u32))
                }
                tree::ColumnWidth::ColWidth(_) | tree::ColumnWidth::ColWidthDefault => None,
            };
            Column { alignment: alignment(column.alignment).unwrap_or_default(), width: own.or(share) }
        };
        let columns = table.columns.iter().enumerate().map(column).collect();
        let caption = self.blocks(&table.caption.blocks);
        let heads = self.rows(&table.head.rows);
        let bodies = table.bodies.iter().map(|body| self.rows(&body.rows)).collect();
        let feet = self.rows(&table.foot.rows);
        // The cells cover a grid without gaps, unless another program has changed them; then they are repaired.
        let (table, _) = Table::form(DraftTable { columns, heads, bodies, feet, caption: only_line(caption) });
        Block { node: Node::with(span, attributes), kind: BlockKind::Table(Box::new(table)) }
    }

    fn rows(&mut self, rows: &[tree::Row<'_>]) -> Vec<DraftRow> {
        let row = |row: &tree::Row<'_>| {
            let node = Node::with(self.place, decoded(&row.attributes).0);
            DraftRow { node, cells: row.cells.iter().map(|cell| self.cell(cell)).collect() }
        };
        rows.iter().map(row).collect()
    }

    fn cell(&mut self, cell: &tree::Cell<'_>) -> DraftCell {
        let (attributes, marks) = decoded(&cell.attributes);
        let node = Node::with(self.place, attributes);
        let blocks = self.blocks(&cell.blocks);
        let content = if marks.has("blocks") { CellContent::Blocks(blocks) } else { CellContent::of(blocks) };
        let scope = marks.get("scope").map(|scope| match scope {
            "column" => Scope::Column,
            "row" => Scope::Row,
            _ => Scope::RowGroup,
        });
        DraftCell {
            is_head: scope.is_some(),
            scope,
            alignment: alignment(cell.alignment).or_else(|| marks.has("unaligned").then_some(Alignment::None)),
            columns: u16::try_from(cell.columns).unwrap_or(u16::MAX),
            rows: u16::try_from(cell.rows).unwrap_or(u16::MAX).max(1),
            ..DraftCell::new(node, content)
        }
    }
}

fn alignment(given: tree::Alignment) -> Option<Alignment> {
    match given {
        tree::Alignment::AlignLeft => Some(Alignment::Left),
        tree::Alignment::AlignRight => Some(Alignment::Right),
        tree::Alignment::AlignCenter => Some(Alignment::Center),
        tree::Alignment::AlignDefault => None,
    }
}
