//! Formulas in running text, as pieces between which a line may end.
use std::sync::Arc;

use super::composition::{Composition, ItemContent};
use crate::document::{Formula, Run};
use crate::formula::Tree;
use crate::math::PieceEnd;
use crate::typeset::linebreak::{Item, Penalty};
use crate::typeset::model::page::{InlineFormula, LinkKey};
use crate::typeset::model::penalty::Ban;
use crate::typeset::model::style::{Align, TextStyle};
use crate::typeset::setter::missing::MissingInFont;
use crate::typeset::words::compositor::StyleId;
use crate::typeset::words::formulas::{FormulaRow, FormulaWay, Numbers, SetFormula, WAYS};
use crate::units::Length;

/// The white space above and below a displayed formula within a paragraph, in hundredths of the size of the text.
const DISPLAY_WHITE: i64 = 45;

/// A formula in running text, or a part of one that is never cut.
pub(crate) struct FormulaPart {
    pub(crate) set: SetFormula,
    /// The node of the formula and its text for screen readers.
    pub(crate) formula: InlineFormula,
    /// The style of the text around it.
    pub(crate) style: StyleId,
    pub(crate) link: Option<LinkKey>,
    /// The byte of the flow at which the formula begins.
    pub(crate) offset: u32,
}

impl Composition<'_, '_> {
    /// Adds a formula as pieces between which a line may end. Returns `false` and adds nothing if there is no tree or no face for formulas.
    /// A displayed formula within a paragraph stands on its own line. `is_last` says that no line follows it.
    pub(super) fn formula(&mut self, (formula, is_last): (&Formula, bool), run: &Run<'_>, (link, offset): (Option<LinkKey>, u32)) -> bool {
        let Some(tree) = &formula.tree else { return false };
        let style = self.style.of_run(&run.style, self.setter.design(), false);
        let number = |label: &str| self.setter.equation_number(label);
        let Some(setter) = self.setter.compositor.formulas(&style, 100, &number) else { return false };
        let inline = InlineFormula { node: run.node, alt: self.setter.formula_alternative(run.node, formula) };
        if formula.display {
            let Some(rows) = self.displayed(tree, &style, run) else { return false };
            let style = self.setter.compositor.style(&style);
            self.display(rows, &FormulaPart { set: SetFormula::default(), formula: inline, style, link, offset });
            if !is_last {
                self.line_end();
            }
            return true;
        }
        let pieces = setter.pieces(tree);
        let [missing, borrowed] = setter.missing_and_borrowed();
        self.setter.report_missing(MissingInFont { missing, borrowed, styles: Vec::new() }, run.span);
        let style = self.setter.compositor.style(&style);
        let justified = self.form.align == Align::Justified;
        let mut after = PieceEnd::Nothing;
        for (number, piece) in pieces.into_iter().enumerate() {
            if number > 0 {
                self.push(Item::Penalty(price_after(after)), ItemContent::Nothing);
                let give = |length: Length| if justified { length.0 } else { 0 };
                let (stretch, shrink) = (give(piece.stretch), give(piece.shrink));
                self.push(Item::Glue { width: piece.before.0, stretch, infinite: false, shrink }, ItemContent::Gap { link, style });
            }
            after = piece.after;
            let width = piece.set.width.0;
            let part = FormulaPart { set: piece.set, formula: inline.clone(), style, link, offset };
            self.push(Item::rigid(width), ItemContent::Formula(Arc::new(part)));
        }
        true
    }

    /// The rows of a displayed formula, set in the first way in which they are not too wide, or in the last way. `None` if there is no face
    /// for formulas.
    fn displayed(&self, tree: &Tree, style: &TextStyle, run: &Run<'_>) -> Option<Vec<SetFormula>> {
        let number = |label: &str| self.setter.equation_number(label);
        let mut smallest = None;
        for way in WAYS {
            let setter = self.setter.compositor.formulas(style, way.percent(), &number)?;
            let rows = match way {
                FormulaWay::Whole(_) => vec![setter.displayed(tree)],
                FormulaWay::Broken(_) => match setter.broken(tree, self.form.measure, Numbers::default()) {
                    Some(rows) => rows.into_iter().map(FormulaRow::into_line).collect(),
                    None => continue,
                },
            };
            let [missing, borrowed] = setter.missing_and_borrowed();
            self.setter.report_missing(MissingInFont { missing, borrowed, styles: Vec::new() }, run.span);
            if rows.iter().all(|row| row.width <= self.form.measure) {
                return Some(rows);
            }
            smallest = Some(rows);
        }
        smallest
    }

    /// Adds the rows of a displayed formula, each on its own line, with white space above and below. `part` has what all rows share.
    fn display(&mut self, mut rows: Vec<SetFormula>, part: &FormulaPart) {
        if !self.items.is_empty() {
            self.line_end();
        }
        let white = self.style.size.scaled(DISPLAY_WHITE, 100);
        if let Some(first) = rows.first_mut() {
            first.above += white;
        }
        if let Some(last) = rows.last_mut() {
            last.below += white;
        }
        for (number, set) in rows.into_iter().enumerate() {
            if number > 0 {
                self.line_end();
            }
            let (width, style) = (set.width, part.style);
            let left = ((self.form.measure - width) / 2).max(Length::ZERO);
            self.push(Item::rigid(left.0), ItemContent::Gap { link: None, style });
            let row = FormulaPart { set, formula: part.formula.clone(), style, link: part.link, offset: part.offset };
            self.push(Item::rigid(width.0), ItemContent::Formula(Arc::new(row)));
        }
    }
}

/// The cost of a line break after a piece: TeX's `\relpenalty` and `\binoppenalty`, and more within brackets. A line ends after punctuation
/// only if it would be very loose otherwise.
fn price_after(after: PieceEnd) -> Penalty {
    let within = |price: i64, depth: u8| Penalty::Cost(price + 300 * i64::from(depth.min(4)));
    match after {
        PieceEnd::Nothing => Penalty::NEVER,
        PieceEnd::Relation { depth } => within(500, depth),
        PieceEnd::Operator { depth } => within(700, depth),
        PieceEnd::Punctuation => Penalty::Forbidden(Ban::ByLanguage),
    }
}
