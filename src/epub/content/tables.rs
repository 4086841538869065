//! Tables to XHTML.
use crate::document::{Alignment, Cell, Node, Table};
use crate::xml::{Element, WriteXml};

use super::document::DocumentWriter;

/// The element of a cell.
#[derive(Clone, Copy)]
enum CellElement {
    Data,
    ColumnHead,
    RowHead,
}

impl DocumentWriter<'_> {
    /// A table in a container that can scroll sideways. A table without columns is not printed.
    pub(super) fn table(&mut self, node: &Node, table: &Table) {
        if table.alignments.is_empty() {
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
                // If all column heads are empty, the table begins with its first row.
                if table.head.cells.iter().any(|cell| !cell.content.is_empty()) {
                    out.block(Element::new("thead"), |out| {
                        out.block(out.start_tag("tr", &table.head.node), |out| {
                            for (cell, alignment) in table.head.cells.iter().zip(&table.alignments) {
                                let element = if cell.content.is_empty() { CellElement::Data } else { CellElement::ColumnHead };
                                out.cell(cell, *alignment, element);
                            }
                        });
                    });
                }
                if !table.rows.is_empty() {
                    out.block(Element::new("tbody"), |out| out.rows(node, table));
                }
            });
        });
    }

    fn rows(&mut self, node: &Node, table: &Table) {
        for row in &table.rows {
            self.block(self.start_tag("tr", &row.node), |out| {
                for (at, (cell, alignment)) in row.cells.iter().zip(&table.alignments).enumerate() {
                    let is_head = at == 0 && table.has_row_heads(node) && !cell.content.is_empty();
                    out.cell(cell, *alignment, if is_head { CellElement::RowHead } else { CellElement::Data });
                }
            });
        }
    }

    fn cell(&mut self, cell: &Cell, alignment: Alignment, element: CellElement) {
        let class = match alignment {
            Alignment::None | Alignment::Left => "",
            Alignment::Center => "center",
            Alignment::Right => "right",
        };
        let element = match element {
            CellElement::Data => Element::new("td"),
            CellElement::ColumnHead => Element::new("th").attribute("scope", "col"),
            CellElement::RowHead => Element::new("th").attribute("scope", "row"),
        };
        self.line(self.described(element, &cell.node, class), |out| out.flowing(cell.node.id, &cell.content));
    }
}
