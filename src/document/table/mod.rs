//! Tables. Every table is a grid without gaps: each slot of it belongs to exactly one cell. Only [`Table::form`] makes tables, from rows of
//! cells with the spans that their author asked for, so backends never meet cells that overlap or that reach beyond the end.
mod grid;

use super::{Block, BlockKind, Inline, Node};
use crate::units::Length;

pub use grid::{DraftCell, DraftRow, DraftTable, GridFault, GridFaultKind};

/// The alignment of a column or of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Alignment {
    #[default]
    None,
    Left,
    Center,
    Right,
}

/// The width that the author gave a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnWidth {
    /// A part of the width of the table, in hundredths of a per cent.
    Share(u32),
    /// A length.
    Fixed(Length),
    /// A multiple of the text size, in thousandths.
    Ems(u32),
}

/// A column of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// The alignment of its cells, unless they have their own.
    pub alignment: Alignment,
    /// The width that the author gave it. `None` if the text decides.
    pub width: Option<ColumnWidth>,
}

impl Column {
    /// A column with an alignment, as wide as its text needs.
    #[must_use]
    pub const fn aligned(alignment: Alignment) -> Self {
        Self { alignment, width: None }
    }
}

/// What a head cell is the head of (HTML Standard, 4.9.10, attribute `scope`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The columns that it covers.
    Column,
    /// The rows that it covers.
    Row,
    /// All following rows of its group.
    RowGroup,
}

/// The part of a table that a row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// The column heads. On paper, they are repeated on every page.
    Head,
    /// A group of rows, by its number from 0.
    Body(usize),
    /// The rows at the end, such as sums.
    Foot,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    columns: Vec<Column>,
    heads: Vec<Row>,
    bodies: Vec<Vec<Row>>,
    feet: Vec<Row>,
    /// The caption.
    pub caption: Option<Vec<Inline>>,
}

impl Table {
    /// The columns. In each of them, at least one cell begins.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows of column heads.
    #[must_use]
    pub fn heads(&self) -> &[Row] {
        &self.heads
    }

    /// The groups of rows between heads and foot. None is empty.
    #[must_use]
    pub fn bodies(&self) -> &[Vec<Row>] {
        &self.bodies
    }

    /// The rows of the foot.
    #[must_use]
    pub fn feet(&self) -> &[Row] {
        &self.feet
    }

    /// Gives the columns without an alignment this one.
    pub fn align(&mut self, alignment: Alignment) {
        self.columns.iter_mut().filter(|column| column.alignment == Alignment::None).for_each(|column| column.alignment = alignment);
    }

    /// All parts with their rows, in reading order. No cell reaches from one part into another.
    pub fn sections(&self) -> impl Iterator<Item = (Section, &[Row])> {
        let head = (!self.heads.is_empty()).then_some((Section::Head, &self.heads[..]));
        let foot = (!self.feet.is_empty()).then_some((Section::Foot, &self.feet[..]));
        let bodies = self.bodies.iter().enumerate().map(|(number, rows)| (Section::Body(number), &rows[..]));
        head.into_iter().chain(bodies).chain(foot)
    }

    /// All rows in reading order.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.heads.iter().chain(self.bodies.iter().flatten()).chain(&self.feet)
    }

    /// All rows in reading order, so that a pass can change what they hold.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut Row> {
        self.heads.iter_mut().chain(self.bodies.iter_mut().flatten()).chain(&mut self.feet)
    }

    /// All cells in reading order.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows().flat_map(|row| &row.cells)
    }

    /// What a cell is the head of. `node` is the node of the table: with the class `row-heads`, the first cell of each row below the
    /// column heads is the head of the row. An empty cell is the head of nothing, except in a row of column heads.
    #[must_use]
    pub fn scope(&self, node: &Node, section: Section, cell: &Cell) -> Option<Scope> {
        let first = self.has_row_heads(node) && section != Section::Head && cell.column == 0 && !cell.is_empty();
        cell.scope.or_else(|| first.then_some(Scope::Row))
    }

    /// Whether the author asked for row heads with the class `row-heads`. `node` is the node of the table.
    #[must_use]
    pub fn has_row_heads(&self, node: &Node) -> bool {
        node.has_role(crate::document::NodeRole::RowHeads) && self.columns.len() > 1
    }

    /// Whether a cell spans several columns or rows, or there are several rows of heads, several bodies, or a foot. Any other table
    /// has only rows of single cells, below at most one row of heads.
    #[must_use]
    pub fn is_structured(&self) -> bool {
        self.heads.len() > 1 || self.bodies.len() > 1 || !self.feet.is_empty() || self.cells().any(|cell| cell.columns > 1 || cell.rows > 1)
    }

    /// The alignment of a cell: its own, or that of its first column. The head of several columns stands over the middle of them.
    #[must_use]
    pub fn alignment(&self, section: Section, cell: &Cell) -> Alignment {
        let over = (section == Section::Head && cell.columns > 1).then_some(Alignment::Center);
        let of_column = || self.columns.get(cell.column).map(|column| column.alignment);
        cell.alignment.or(over).or_else(of_column).unwrap_or_default()
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its node.
    pub node: Node,
    cells: Vec<Cell>,
}

impl Row {
    /// The cells that begin in the row, from the first column to the last.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cells that begin in the row, so that a pass can change what they hold.
    #[must_use]
    pub fn cells_mut(&mut self) -> &mut [Cell] {
        &mut self.cells
    }
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum CellContent {
    /// One run of text, as in a pipe table. Its lines belong to the node of the cell.
    Line(Vec<Inline>),
    /// Blocks: paragraphs, lists, code, pictures, tables.
    Blocks(Vec<Block>),
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its node.
    pub node: Node,
    /// What it holds.
    pub content: CellContent,
    scope: Option<Scope>,
    alignment: Option<Alignment>,
    column: usize,
    columns: usize,
    rows: usize,
}

impl Cell {
    /// Its first column, counted from 0.
    #[must_use]
    pub const fn column(&self) -> usize {
        self.column
    }

    /// The number of columns that it covers, at least one.
    #[must_use]
    pub const fn columns(&self) -> usize {
        self.columns
    }

    /// The number of rows that it covers, at least one.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// What it is the head of, without regard to the class `row-heads`. See [`Table::scope`].
    #[must_use]
    pub const fn own_scope(&self) -> Option<Scope> {
        self.scope
    }

    /// The alignment that its author gave the cell itself.
    #[must_use]
    pub const fn own_alignment(&self) -> Option<Alignment> {
        self.alignment
    }

    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }
}

impl CellContent {
    /// Nothing.
    pub const EMPTY: Self = Self::Line(Vec::new());

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Line(inlines) => inlines.is_empty(),
            Self::Blocks(blocks) => blocks.is_empty(),
        }
    }

    /// Blocks as the content of a cell. One plain paragraph is a line. So is a picture that stands alone.
    #[must_use]
    pub fn of(mut blocks: Vec<Block>) -> Self {
        match &mut blocks[..] {
            [] => Self::EMPTY,
            [Block { node, kind: BlockKind::Paragraph(inlines) }] if node.attrs.is_none() => Self::Line(std::mem::take(inlines)),
            [Block { node, kind: BlockKind::Figure { body, caption: None } }] if node.attrs.is_none() => match &mut body[..] {
                [Block { node, kind: BlockKind::Paragraph(inlines) }] if node.attrs.is_none() => Self::Line(std::mem::take(inlines)),
                _ => Self::Blocks(blocks),
            },
            _ => Self::Blocks(blocks),
        }
    }
}
