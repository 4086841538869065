//! Writes tables as XHTML.
use crate::document::{
    Alignment, Block, BlockKind, Cell, CellContent, Column, ColumnWidth, Document, Inline, InlineKind, Node, Row, Scope, Section, Table,
    Visit, walk_document,
};
use crate::xml::{Element, WriteXml};

use super::document::DocumentWriter;

/// Whether a document has a table with spans, several parts or blocks in its cells. Only then does the stylesheet have rules for them.
pub(in crate::epub) fn has_structured_tables(document: &Document) -> bool {
    struct Structured(bool);
    impl Visit for Structured {
        fn block(&mut self, block: &Block) {
            if let BlockKind::Table(table) = &block.kind {
                let blocks = |cell: &Cell| matches!(cell.content, CellContent::Blocks(_));
                self.0 |= table.is_structured() || table.cells().any(blocks);
            }
        }
    }
    let mut structured = Structured(false);
    walk_document(document, &mut structured);
    structured.0
}

impl DocumentWriter<'_> {
    /// A table in a container that can scroll sideways. A table without columns is not printed.
    pub(super) fn table(&mut self, node: &Node, table: &Table) {
        if table.columns().is_empty() {
            return;
        }
        self.block(Element::new("div").attribute("class", "table"), |out| {
            out.block(out.start_tag("table", node), |out| {
                if let Some(caption) = &table.caption {
                    out.line(Element::new("caption"), |out| {
                        out.breaks_before(node.id);
                        out.caption(node, caption);
                    });
                }
                if table.columns().iter().any(|column| column.width.is_some()) {
                    out.columns(table.columns());
                }
                for (section, rows) in table.sections() {
                    let name = match section {
                        Section::Head => "thead",
                        Section::Body(_) => "tbody",
                        Section::Foot => "tfoot",
                    };
                    out.block(Element::new(name), |out| rows.iter().for_each(|row| out.row(node, table, section, row)));
                }
            });
        });
    }

    /// The widths that the author gave the columns. A length becomes a multiple of the text size, so that it grows with the text.
    fn columns(&mut self, columns: &[Column]) {
        let size = self.printer.book.edition.design.small_size;
        self.block(Element::new("colgroup"), |out| {
            for column in columns {
                let style = column.width.map(|width| match width {
                    ColumnWidth::Share(share) => format!("width: {}%", f64::from(share) / 100.0),
                    ColumnWidth::Fixed(length) => format!("width: {}em", (length.to_pt() / size.to_pt().max(1.0) * 100.0).round() / 100.0),
                    ColumnWidth::Ems(thousandths) => format!("width: {}em", f64::from(thousandths) / 1000.0),
                });
                out.empty_line(&Element::new("col").optional("style", style));
            }
        });
    }

    fn row(&mut self, node: &Node, table: &Table, section: Section, row: &Row) {
        self.block(self.start_tag("tr", &row.node), |out| {
            row.cells().iter().for_each(|cell| out.cell(node, table, section, cell));
        });
    }

    fn cell(&mut self, node: &Node, table: &Table, section: Section, cell: &Cell) {
        let class = match table.alignment(section, cell) {
            Alignment::Center => "center",
            Alignment::Right => "right",
            Alignment::None | Alignment::Left => "",
        };
        // An empty cell is not a header.
        let scope = table.scope(node, section, cell).filter(|_| !cell.is_empty());
        let element = match scope {
            None => Element::new("td"),
            Some(Scope::Column) => Element::new("th").attribute("scope", "col"),
            Some(Scope::Row) => Element::new("th").attribute("scope", "row"),
            Some(Scope::RowGroup) => Element::new("th").attribute("scope", "rowgroup"),
        };
        let element = element
            .optional("abbr", cell.node.expansion().filter(|_| scope.is_some()))
            .optional("colspan", (cell.columns() > 1).then_some(cell.columns()))
            .optional("rowspan", (cell.rows() > 1).then_some(cell.rows()));
        let element = self.described(element, &cell.node, class);
        // Screen readers say the name of a header for each cell below it, and take none from MathML.
        self.names_formulas = scope.is_some() && has_only_formulas(cell);
        match &cell.content {
            CellContent::Line(inlines) => self.line(element, |out| out.flowing(cell.node.id, inlines)),
            CellContent::Blocks(blocks) => self.block(element, |out| out.blocks(blocks)),
        }
        self.names_formulas = false;
    }
}

/// Whether a cell has formulas and no words beside them.
fn has_only_formulas(cell: &Cell) -> bool {
    let CellContent::Line(inlines) = &cell.content else { return false };
    let is_white = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => text.trim().is_empty(),
        InlineKind::SoftBreak | InlineKind::LineBreak => true,
        _ => false,
    };
    let is_formula = |inline: &Inline| matches!(inline.kind, InlineKind::Math(_));
    inlines.iter().any(is_formula) && inlines.iter().all(|inline| is_formula(inline) || is_white(inline))
}
