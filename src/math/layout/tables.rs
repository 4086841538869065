//! Tables: matrices, arrays, cases and aligned equations (LaTeX's `array` and amsmath's alignments).
//!
//! Each cell is set in the style of its table. A column is as wide as its widest cell. A row is as high as its highest cell, but not lower
//! than the strut of its table. The whole is centred on the axis. The rows of an array follow one another directly. The rows of an
//! alignment have a least distance from baseline to baseline.
use super::FormulaLayout;
use super::level::StyleLevel;
use super::scripts::ScriptPair;
use crate::formula::{ColumnAlign, MathStyle, Part, RuleStyle, Table, TableKind};
use crate::math::boxes::MathBox;
use crate::math::face::Axis;
use crate::units::{Length, Point, Size};

/// The thickness of rules, in thousandths of an em: LaTeX's `\arrayrulewidth`, 0.4 points at a size of 10 points.
const RULE: i64 = 40;
/// The white space between two adjacent rules, in thousandths of an em: LaTeX's `\doublerulesep`, 2 points at a size of 10 points.
const RULES_APART: i64 = 200;
/// The length of a dash and of the white space after it, in thousandths of an em.
const DASH: i64 = 250;
/// The least length of a horizontal arrow in a diagram, in thousandths of an em.
const SHORTEST_ARROW: i64 = 2_500;

/// A table whose cells are set.
pub(super) struct SetTable {
    pub(super) rows: Vec<SetRow>,
    /// The x coordinates of the rules before each column, and of those after the last column.
    rule_places: Vec<Length>,
    pub(super) width: Length,
}

/// A row of a table whose cells are set.
pub(super) struct SetRow {
    /// Its cells side by side, each in its column.
    pub(super) set: MathBox,
    /// How far it reaches above its baseline, with its strut.
    pub(super) ascent: Length,
    /// How far it reaches below its baseline, with its strut.
    pub(super) descent: Length,
    /// The white space between it and the row above, from the bottom of that row to the top of this one.
    pub(super) before: Length,
}

/// A column of a table whose cells are set.
struct SetColumn {
    align: ColumnAlign,
    x: Length,
    width: Length,
}

/// A solid or dashed rule from a point to the right or upwards.
struct TableRule {
    style: RuleStyle,
    axis: Axis,
    start: Point,
    length: Length,
}

/// The measures of a kind of table.
struct Measures {
    style: MathStyle,
    /// The strut of each row.
    ascent: Length,
    descent: Length,
    /// How far rows are apart. `None` if they follow one another directly.
    distance: Option<RowDistance>,
}

/// The distance between rows, by TeX's rule for lines (The TeXbook, chapter 12).
struct RowDistance {
    /// The distance from baseline to baseline (`\baselineskip`).
    baselines: Length,
    /// If the white space between two rows would be less than this (`\lineskiplimit`), it is `least` (`\lineskip`).
    limit: Length,
    least: Length,
}

impl FormulaLayout<'_> {
    pub(super) fn table(&self, table: &Table, level: StyleLevel) -> MathBox {
        let Some(level) = level.deeper() else { return MathBox::default() };
        let thickness = self.size.scaled(RULE, 1000);
        let SetTable { rows, rule_places, width } = self.set_table(table, level);
        if rows.is_empty() {
            return MathBox::default();
        }
        let mut whole = MathBox::white(width);
        let mut y = Length::ZERO;
        for (row, of) in rows.into_iter().zip(&table.rows) {
            y = self.across(&of.rules_above, y + row.before, &mut whole) + row.ascent;
            whole.draw(row.set, Point { x: Length::ZERO, y: -y });
            y += row.descent;
        }
        let y = self.across(&table.rules_below, y, &mut whole);
        whole.descent = y;
        for (at, place) in rule_places.into_iter().enumerate() {
            let mut x = place;
            for rule in table.rules.iter().filter(|rule| rule.before == at) {
                let rule = TableRule { style: rule.style, axis: Axis::Vertical, start: Point { x, y: -y }, length: y };
                self.draw_rule(&rule, &mut whole);
                x += thickness + self.size.scaled(RULES_APART, 1000);
            }
        }
        self.on_axis(whole, level)
    }

    /// Draws horizontal rules across the table. `y` is measured downwards from the top. Returns the `y` below the rules.
    fn across(&self, rules: &[RuleStyle], mut y: Length, whole: &mut MathBox) -> Length {
        let thickness = self.size.scaled(RULE, 1000);
        for (number, style) in rules.iter().enumerate() {
            if number > 0 {
                y += self.size.scaled(RULES_APART, 1000);
            }
            y += thickness;
            let start = Point { x: Length::ZERO, y: -y };
            self.draw_rule(&TableRule { style: *style, axis: Axis::Horizontal, start, length: whole.width }, whole);
        }
        y
    }

    fn draw_rule(&self, rule: &TableRule, whole: &mut MathBox) {
        let TableRule { style, axis, start, length } = *rule;
        let thickness = self.size.scaled(RULE, 1000);
        let dash = match style {
            RuleStyle::Solid => length,
            RuleStyle::Dashed => self.size.scaled(DASH, 1000),
        };
        let mut at = Length::ZERO;
        while at < length && dash > Length::ZERO {
            let long = dash.min(length - at);
            let (size, place) = if axis == Axis::Horizontal {
                (Size { width: long, height: thickness }, Point { x: start.x + at, y: start.y })
            } else {
                (Size { width: thickness, height: long }, Point { x: start.x, y: start.y + at })
            };
            whole.draw(MathBox::rule(size, Length::ZERO), place);
            at += dash * 2;
        }
    }

    fn measures(&self, table: &Table) -> Measures {
        let stretch = i64::from(table.row_stretch_percent.max(1));
        let em = |thousandths: i64| self.size.scaled(thousandths, 1000);
        let (ascent, descent) = (em(840).scaled(stretch, 100), em(360).scaled(stretch, 100));
        let none = Length::ZERO;
        let distance = |baselines, limit, least| Some(RowDistance { baselines: em(baselines), limit: em(limit), least: em(least) });
        match table.kind {
            TableKind::Array => Measures { style: MathStyle::Text, ascent, descent, distance: None },
            TableKind::DisplayArray | TableKind::Aligned | TableKind::Gathered => {
                Measures { style: MathStyle::Display, ascent, descent, distance: distance(1_500, 300, 400) }
            }
            // The distances of amsmath, which are multiples of its unit `\ex@`: 0.11 em here.
            TableKind::Small => Measures { style: MathStyle::Script, ascent: none, descent: none, distance: distance(660, 165, 165) },
            TableKind::Diagram => Measures { style: MathStyle::Display, ascent: none, descent: none, distance: distance(2_200, 330, 330) },
        }
    }

    /// The x coordinate after the rules before a column.
    fn after_rules(&self, table: &Table, at: usize, x: Length) -> Length {
        let count = i64::try_from(table.rules.iter().filter(|rule| rule.before == at).count()).unwrap_or(0);
        let (thickness, apart) = (self.size.scaled(RULE, 1000), self.size.scaled(RULES_APART, 1000));
        if count == 0 { x } else { x + thickness * count + apart * (count - 1) }
    }

    /// Sets the arrows of a diagram again, as long as their columns.
    fn lengthen_arrows(&self, table: &Table, cells: &mut [Vec<MathBox>], level: StyleLevel) {
        for at in 0..table.columns.len() {
            let widths = cells.iter().filter_map(|row| row.get(at)).map(|cell| cell.width);
            let least = widths.fold(self.size.scaled(SHORTEST_ARROW, 1000), Length::max);
            for (row, of) in cells.iter_mut().zip(&table.rows) {
                if let (Some(cell), Some([Part::Arrow { sign, over, under }])) = (row.get_mut(at), of.cells.get(at).map(Vec::as_slice)) {
                    *cell = self.arrow(*sign, ScriptPair::of_arrow(over, under), least, level).packed();
                }
            }
        }
    }

    /// Sets the rows of a table, all of one width.
    pub(super) fn set_table(&self, table: &Table, level: StyleLevel) -> SetTable {
        let measures = self.measures(table);
        let level = level.styled(measures.style);
        let mut cells: Vec<Vec<MathBox>> =
            table.rows.iter().map(|row| row.cells.iter().map(|cell| self.packed(cell, level)).collect()).collect();
        if table.kind == TableKind::Diagram {
            self.lengthen_arrows(table, &mut cells, level);
        }
        let mut columns = Vec::with_capacity(table.columns.len());
        let mut rule_places = vec![Length::ZERO];
        let mut x = Length::ZERO;
        for (at, column) in table.columns.iter().enumerate() {
            let width = cells.iter().filter_map(|row| row.get(at)).map(|cell| cell.width).fold(Length::ZERO, Length::max);
            x = self.after_rules(table, at, x) + self.mu(column.before, level);
            columns.push(SetColumn { align: column.align, x, width });
            x += width + self.mu(column.after, level);
            rule_places.push(x);
        }
        let width = self.after_rules(table, table.columns.len(), x);
        let mut rows: Vec<SetRow> = Vec::with_capacity(cells.len());
        let mut gap = Length::ZERO;
        for (cells, of) in cells.into_iter().zip(&table.rows) {
            let mut set = MathBox::white(width);
            for (cell, column) in cells.into_iter().zip(&columns) {
                let spare = column.width - cell.width;
                let shift = match column.align {
                    ColumnAlign::Left => Length::ZERO,
                    ColumnAlign::Centre => spare / 2,
                    ColumnAlign::Right => spare,
                };
                set.place(cell, Point { x: column.x + shift, y: Length::ZERO });
            }
            let own_gap = self.mu(of.gap_below, level);
            let ascent = set.ascent.max(measures.ascent);
            let mut descent = set.descent.max(measures.descent);
            let mut before = gap;
            gap = own_gap;
            match (&measures.distance, rows.last()) {
                (Some(distance), Some(last)) => {
                    let white = distance.baselines - last.descent - ascent;
                    before += if white < distance.limit { distance.least } else { white };
                }
                (Some(_), None) => {}
                (None, _) => {
                    // In an array, the author's extra space extends the strut of the row above it, as in LaTeX.
                    descent = descent.max(measures.descent + own_gap.max(Length::ZERO));
                    gap = own_gap.min(Length::ZERO);
                }
            }
            rows.push(SetRow { set, ascent, descent, before });
        }
        SetTable { rows, rule_places, width }
    }
}
