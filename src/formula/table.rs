//! Tables within formulas: matrices, arrays, cases, aligned equations, diagrams.
use super::tree::{EquationNumber, Mu, Part};

/// Cells in rows and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What kind of table it is.
    pub kind: TableKind,
    /// The columns. No row has more cells.
    pub columns: Vec<Column>,
    /// The vertical rules, from left to right.
    pub rules: Vec<ColumnRule>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The horizontal rules below the last row.
    pub rules_below: Vec<RuleStyle>,
    /// How far rows are apart, in hundredths of the usual distance: `\arraystretch`.
    pub row_stretch_percent: u16,
}

/// The kinds of tables, which differ in style and distances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableKind {
    /// An array, a matrix, cases: cells in text style, rows 12/10 em apart.
    #[default]
    Array,
    /// As an array, with cells in display style and rows 3/10 em further apart: `dcases`.
    DisplayArray,
    /// `align`, `split`, `aligned`, `alignat`: as a display array. Every second cell begins with an empty group, so that a relation at its
    /// beginning has its space.
    Aligned,
    /// `gather`, `multline`, `\\` in a display: rows of a display, each alone.
    Gathered,
    /// `smallmatrix`, `\substack`: cells in script style, rows 6/10 em apart.
    Small,
    /// A diagram (`CD`): cells in display style, far apart, with arrows as cells.
    Diagram,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// How its cells are aligned.
    pub align: ColumnAlign,
    /// The white before it.
    pub before: Mu,
    /// The white after it.
    pub after: Mu,
}

/// How the cells of a column are aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnAlign {
    /// Left.
    Left,
    /// Centred.
    Centre,
    /// Right.
    Right,
}

/// A vertical rule of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnRule {
    /// The column that it stands before. The number of columns if it stands after the last.
    pub before: usize,
    /// How it is drawn.
    pub style: RuleStyle,
}

/// How a rule of a table is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleStyle {
    /// A line.
    Solid,
    /// Dashes.
    Dashed,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The cells. There may be fewer than columns.
    pub cells: Vec<Vec<Part>>,
    /// The horizontal rules above it.
    pub rules_above: Vec<RuleStyle>,
    /// White below it that the author added: `\\[3pt]`.
    pub gap_below: Mu,
    /// Whether the row gets a number, or which.
    pub number: EquationNumber,
    /// The names by which the text refers to the row: `\label`.
    pub labels: Vec<String>,
}
