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
    /// The distance between rows, in hundredths of the usual distance: `\arraystretch`.
    pub row_stretch_percent: u16,
}

/// The kinds of tables. They differ in the style of their cells and in the distance between rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableKind {
    /// `array`, matrices, `cases`: cells in text style, rows 1.2 em apart.
    #[default]
    Array,
    /// `dcases`: like an array, with cells in display style and rows 0.3 em further apart.
    DisplayArray,
    /// `align`, `split`, `aligned`, `alignat`: like a display array. Every second cell begins with an empty group, so that a relation at
    /// its beginning has a space before it.
    Aligned,
    /// `gather`, `multline`, `\\` in a displayed formula: rows that are not aligned with each other.
    Gathered,
    /// `smallmatrix`, `\substack`: cells in script style, rows 0.66 em apart.
    Small,
    /// A diagram (`CD`): cells in display style, far apart, with arrows as cells.
    Diagram,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// How its cells are aligned.
    pub align: ColumnAlign,
    /// The white space before it.
    pub before: Mu,
    /// The white space after it.
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
    /// The index of the column after the rule. For a rule after the last column, the number of columns.
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
    /// The cells. There may be fewer cells than columns.
    pub cells: Vec<Vec<Part>>,
    /// The horizontal rules above it.
    pub rules_above: Vec<RuleStyle>,
    /// Extra white space below it: `\\[3pt]`.
    pub gap_below: Mu,
    /// The number of the row.
    pub number: EquationNumber,
    /// The names that references use for the row: `\label`.
    pub labels: Vec<String>,
}
