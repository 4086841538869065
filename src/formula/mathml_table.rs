//! Tables in MathML. Reading systems with MathML 3.0 use the attributes of `mtable`. Browsers (MathML Core) ignore those and use the CSS of
//! each cell.
use std::fmt::Write;

use super::math_element::{MathElement, MathNode};
use super::mathml::Writer;
use super::mathml_elements::{element, em, styled};
use super::table::{ColumnAlign, RuleStyle, Table, TableKind};
use super::tree::{MathStyle, Mu};

impl Writer<'_> {
    /// A table. `is_whole` says that the whole formula is this table, so that its rows may have numbers. `style` is the style around it.
    pub(super) fn table(&self, table: &Table, is_whole: bool, style: MathStyle) -> MathElement {
        let inner = match table.kind {
            TableKind::Array => MathStyle::Text.max(style),
            TableKind::DisplayArray | TableKind::Aligned | TableKind::Gathered | TableKind::Diagram => MathStyle::Display,
            TableKind::Small => MathStyle::Script,
        };
        let numbers = if is_whole { self.row_numbers } else { &[] };
        let has_numbers = numbers.iter().any(Option::is_some);
        let mut attributes = element("mtable", []);
        if inner == MathStyle::Display {
            attributes = attributes.set("displaystyle", "true");
        }
        let mut aligns: Vec<&str> = table.columns.iter().map(|column| align_word(column.align)).collect();
        if has_numbers {
            // An empty column at the left is as wide as the column of numbers, so that the equations are in the middle.
            aligns.insert(0, "left");
            aligns.push("right");
            attributes = attributes.set("style", "width: 100%");
        }
        if !aligns.is_empty() {
            attributes = attributes.set("columnalign", aligns.join(" "));
        }
        let mut gaps: Vec<String> = table.columns.windows(2).map(|pair| em(Mu(pair[0].after.0 + pair[1].before.0))).collect();
        if has_numbers {
            gaps.insert(0, "0em".to_owned());
            gaps.push("1em".to_owned());
        }
        if !gaps.is_empty() {
            attributes = attributes.set("columnspacing", gaps.join(" "));
        }
        let inner_rules: Vec<Option<RuleStyle>> = (1..table.columns.len()).map(|at| table.rule_before(at)).collect();
        if inner_rules.iter().any(Option::is_some) {
            attributes = attributes.set("columnlines", lines(&inner_rules));
        }
        let row_rules: Vec<Option<RuleStyle>> = table.rows.iter().skip(1).map(|row| row.rules_above.first().copied()).collect();
        if row_rules.iter().any(Option::is_some) {
            attributes = attributes.set("rowlines", lines(&row_rules));
        }
        let rows = (0..table.rows.len()).map(|at| {
            let mut cells: Vec<MathNode> = (0..table.columns.len()).map(|column| self.cell(table, at, column, inner).into()).collect();
            if has_numbers {
                let number = numbers.get(at).and_then(Option::as_ref).map(|number| element("mtext", []).text(number.as_str()).into());
                cells.insert(0, element("mtd", [("style", "width: 50%; padding: 0")]).into());
                cells.push(
                    element("mtd", [("style", "width: 50%; text-align: right; text-align: -webkit-right; padding: 0.25em 0 0.25em 1em")])
                        .with(number)
                        .into(),
                );
            }
            element("mtr", []).with(cells).into()
        });
        let rows: Vec<MathNode> = rows.collect();
        let table = attributes.with(rows);
        if inner == MathStyle::Script && style < MathStyle::Script {
            return styled(MathStyle::Script, vec![table.into()]);
        }
        table
    }

    fn cell(&self, table: &Table, row_number: usize, column: usize, style: MathStyle) -> MathElement {
        let row = &table.rows[row_number];
        let spec = &table.columns[column];
        let content = row.cells.get(column).map(|cell| self.list(cell, style)).unwrap_or_default();
        // Half of the space between two rows, in thousandths of an em.
        let usual = match table.kind {
            TableKind::Array => 125,
            TableKind::DisplayArray | TableKind::Aligned | TableKind::Gathered => 275,
            TableKind::Small => 20,
            TableKind::Diagram => 400,
        };
        let half = usual + (i32::from(table.row_stretch_percent) - 100).max(0) * 6;
        let half = Mu(half * 18);
        let gap = if table.kind == TableKind::Diagram { Mu(3_000) } else { Mu::ZERO };
        let mut css = format!(
            "{}; padding: {} {} {} {}",
            text_align(spec.align),
            em(half),
            em(Mu(spec.after.0 + gap.0)),
            em(Mu(half.0 + row.gap_below.0.max(0))),
            em(Mu(spec.before.0 + gap.0)),
        );
        let mut border = |side: &str, rule: Option<RuleStyle>| {
            if let Some(rule) = rule {
                // Writing to a string cannot fail.
                let _ = write!(css, "; border-{side}: 0.06em {}", line_word(Some(rule)));
            }
        };
        border("left", table.rule_before(column));
        if column + 1 == table.columns.len() {
            border("right", table.rule_before(column + 1));
        }
        border("top", row.rules_above.first().copied());
        if row_number + 1 == table.rows.len() {
            border("bottom", table.rules_below.first().copied());
        }
        element("mtd", []).set("style", css).with(content)
    }
}

impl Table {
    fn rule_before(&self, column: usize) -> Option<RuleStyle> {
        self.rules.iter().find(|rule| rule.before == column).map(|rule| rule.style)
    }
}

fn align_word(align: ColumnAlign) -> &'static str {
    match align {
        ColumnAlign::Left => "left",
        ColumnAlign::Centre => "center",
        ColumnAlign::Right => "right",
    }
}

/// The alignment of a cell in CSS. In Chromium, only the `-webkit-` value moves a formula in its cell.
fn text_align(align: ColumnAlign) -> &'static str {
    match align {
        ColumnAlign::Left => "text-align: left; text-align: -webkit-left",
        ColumnAlign::Centre => "text-align: center; text-align: -webkit-center",
        ColumnAlign::Right => "text-align: right; text-align: -webkit-right",
    }
}

fn line_word(rule: Option<RuleStyle>) -> &'static str {
    match rule {
        None => "none",
        Some(RuleStyle::Solid) => "solid",
        Some(RuleStyle::Dashed) => "dashed",
    }
}

fn lines(rules: &[Option<RuleStyle>]) -> String {
    rules.iter().map(|rule| line_word(*rule)).collect::<Vec<_>>().join(" ")
}
