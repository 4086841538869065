//! Tables in the structure tree. A table of single cells needs rows and the scopes of its headers. One with spans or several parts also
//! gets its parts as groups, and every cell names its headers, because a program that reads the table aloud cannot find them by counting.
use std::sync::Arc;

use crate::document::{Cell, CellContent, Node, Scope, Section, Table};
use crate::pdf::structure::TreeBuilder;
use crate::pdf::structure::tree::{StructureType, TableCell};

/// What a cell is in its table.
#[derive(Clone, Copy)]
struct CellPlace {
    /// The scope of a header. `None` for a data cell.
    scope: Option<Scope>,
    section: Section,
}

/// The headers met so far, by their names.
struct Headers {
    /// The beginning of all names: the anchor of the table.
    prefix: String,
    count: usize,
    /// For each column: the headers in the rows of column heads.
    heads: Vec<Vec<Arc<str>>>,
    /// For each column: the last header of the column below these rows.
    below: Vec<Option<Arc<str>>>,
    /// The headers of rows, each with the number of rows that it still covers.
    rows: Vec<(Arc<str>, usize)>,
    /// The header of the rest of the group.
    group: Option<Arc<str>>,
}

impl Headers {
    fn name(&mut self) -> Arc<str> {
        self.count += 1;
        Arc::from(format!("{}-h{}", self.prefix, self.count))
    }

    /// Adds a header.
    fn add(&mut self, scope: Scope, section: Section, cell: &Cell) -> Arc<str> {
        let name = self.name();
        let columns = cell.column()..cell.column() + cell.columns();
        match (scope, section) {
            (Scope::Column, Section::Head) => self.heads[columns].iter_mut().for_each(|heads| heads.push(Arc::clone(&name))),
            (Scope::Column, Section::Body(_) | Section::Foot) => self.below[columns].fill(Some(Arc::clone(&name))),
            (Scope::Row, _) => self.rows.push((Arc::clone(&name), cell.rows())),
            (Scope::RowGroup, _) => self.group = Some(Arc::clone(&name)),
        }
        name
    }

    /// The headers of a data cell, without those of its row that stand after it.
    fn of(&self, cell: &Cell) -> Vec<Arc<str>> {
        let columns = cell.column()..cell.column() + cell.columns();
        let mut names: Vec<Arc<str>> = Vec::new();
        let above = self.heads[columns.clone()].iter().flatten().chain(self.below[columns].iter().flatten());
        for name in above.chain(&self.group).chain(self.rows.iter().map(|(name, _)| name)) {
            if !names.contains(name) {
                names.push(Arc::clone(name));
            }
        }
        names
    }
}

impl TreeBuilder<'_> {
    pub(super) fn table(&mut self, parent: usize, table: &Table, node: &Node) {
        let element = self.around(parent, StructureType::Table, node);
        let caption = self.add(Some(element), StructureType::Caption);
        self.own(node.id, caption);
        let columns = table.columns().len();
        let mut headers = table.is_structured().then(|| Headers {
            prefix: self.book.resolution.anchors.get(&node.id).cloned().unwrap_or_else(|| format!("table-{}", node.id.0)),
            count: 0,
            heads: vec![Vec::new(); columns],
            below: vec![None; columns],
            rows: Vec::new(),
            group: None,
        });
        for (section, rows) in table.sections() {
            let group = match (&headers, section) {
                (None, _) => element,
                (Some(_), Section::Head) => self.add(Some(element), StructureType::THead),
                (Some(_), Section::Body(_)) => self.add(Some(element), StructureType::TBody),
                (Some(_), Section::Foot) => self.add(Some(element), StructureType::TFoot),
            };
            if let Some(headers) = &mut headers {
                headers.group = None;
                headers.rows.clear();
            }
            for row in rows {
                let line = self.around(group, StructureType::Tr, &row.node);
                for cell in row.cells() {
                    let place = CellPlace { scope: table.scope(node, section, cell), section };
                    self.cell(line, cell, place, headers.as_mut());
                }
                if let Some(headers) = &mut headers {
                    headers.rows.iter_mut().for_each(|(_, rows)| *rows -= 1);
                    headers.rows.retain(|(_, rows)| *rows > 0);
                }
            }
        }
    }

    fn cell(&mut self, row: usize, cell: &Cell, place: CellPlace, headers: Option<&mut Headers>) {
        let CellPlace { scope, section } = place;
        let kind = scope.map_or(StructureType::Td, |scope| StructureType::Th { row: scope != Scope::Column });
        let element = match &cell.content {
            CellContent::Line(_) => self.of(row, kind, &cell.node),
            CellContent::Blocks(blocks) => {
                let element = self.of(row, kind, &cell.node);
                self.blocks(element, blocks);
                element
            }
        };
        let Some(headers) = headers else { return };
        let mut names = Vec::new();
        match scope {
            Some(scope) => self.elements[element].id = Some(headers.add(scope, section, cell)),
            None => names = headers.of(cell),
        }
        if cell.rows() > 1 || cell.columns() > 1 || !names.is_empty() {
            self.elements[element].cell = Some(Box::new(TableCell { rows: cell.rows(), columns: cell.columns(), headers: names }));
        }
    }
}
