//! Tables of the document as tables of Pandoc.
use super::super::marks::{Marks, encoded};
use super::super::tree::{self, BlockKind as Kind, Caption, ColumnSpec, TableBody, TablePart};
use super::{TreeWriter, block};
use crate::document::{Alignment, Cell, CellContent, ColumnWidth, Node, Row, Scope, Table};

/// The whole width, in the unit of [`ColumnWidth::Share`].
const WHOLE: f64 = 10_000.0;

impl TreeWriter<'_> {
    pub(super) fn table(&mut self, node: &Node, table: &Table) -> tree::Block<'static> {
        // The widths of Pandoc are shares of the width of the text. All others are in a mark.
        let widths = table.columns().iter().map(|column| match column.width {
            Some(ColumnWidth::Fixed(length)) => format!("{}sp", length.0),
            Some(ColumnWidth::Ems(ems)) => format!("{ems}em"),
            Some(ColumnWidth::Share(_)) | None => "-".to_owned(),
        });
        let widths = widths.collect::<Vec<_>>().join(",");
        let marks = Marks::of("table", "").maybe("widths", Some(widths).filter(|widths| widths.contains(['s', 'e'])));
        let attributes = encoded(node.attrs.as_deref(), marks);
        let caption = table.caption.as_ref().map(|caption| block(Kind::Plain(self.line(caption))));
        let columns = table.columns().iter().map(|column| ColumnSpec {
            alignment: alignment(column.alignment),
            width: match column.width {
                Some(ColumnWidth::Share(share)) => tree::ColumnWidth::ColWidth(f64::from(share) / WHOLE),
                Some(ColumnWidth::Fixed(_) | ColumnWidth::Ems(_)) | None => tree::ColumnWidth::ColWidthDefault,
            },
        });
        let columns = columns.collect();
        let head_columns = usize::from(table.has_row_heads(node));
        let head = TablePart { attributes: tree::Attributes::default(), rows: self.rows(table.heads()) };
        let bodies = table.bodies().iter().map(|rows| TableBody {
            attributes: tree::Attributes::default(),
            head_columns,
            heads: Vec::new(),
            rows: self.rows(rows),
        });
        let bodies = bodies.collect();
        let foot = TablePart { attributes: tree::Attributes::default(), rows: self.rows(table.feet()) };
        let caption = Caption { short: None, blocks: caption.into_iter().collect() };
        block(Kind::Table(Box::new(tree::Table { attributes, caption, columns, head, bodies, foot })))
    }

    fn rows(&mut self, rows: &[Row]) -> Vec<tree::Row<'static>> {
        let row = |row: &Row| tree::Row {
            attributes: encoded(row.node.attrs.as_deref(), Marks::default()),
            cells: row.cells().iter().map(|cell| self.cell(cell)).collect(),
        };
        rows.iter().map(row).collect()
    }

    fn cell(&mut self, cell: &Cell) -> tree::Cell<'static> {
        let scope = cell.own_scope().map(|scope| match scope {
            Scope::Column => "column",
            Scope::Row => "row",
            Scope::RowGroup => "row-group",
        });
        let marks = Marks::default().maybe("scope", scope);
        let (blocks, marks) = match &cell.content {
            CellContent::Line(inlines) if inlines.is_empty() => (Vec::new(), marks),
            CellContent::Line(inlines) => (vec![block(Kind::Plain(self.line(inlines)))], marks),
            CellContent::Blocks(blocks) => (self.blocks(blocks), marks.and("blocks", "")),
        };
        let marks = marks.maybe("unaligned", (cell.own_alignment() == Some(Alignment::None)).then_some(""));
        tree::Cell {
            attributes: encoded(cell.node.attrs.as_deref(), marks),
            alignment: cell.own_alignment().map_or(tree::Alignment::AlignDefault, alignment),
            rows: cell.rows() as u64,
            columns: cell.columns() as u64,
            blocks,
        }
    }
}

fn alignment(alignment: Alignment) -> tree::Alignment {
    match alignment {
        Alignment::None => tree::Alignment::AlignDefault,
        Alignment::Left => tree::Alignment::AlignLeft,
        Alignment::Center => tree::Alignment::AlignCenter,
        Alignment::Right => tree::Alignment::AlignRight,
    }
}
