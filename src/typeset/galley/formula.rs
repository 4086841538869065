//! Displayed formulas: on their own lines, centred, with their numbers at the right.
//!
//! Each row of aligned equations is a separate slug, so that a page may end between two rows. A formula that is too wide is set smaller,
//! down to four fifths, or broken before relations and operators. If it is still too wide, it is reported.
use std::sync::Arc;

use super::builder::GalleyBuilder;
use super::place::BlockPlace;
use super::slug::{Slug, SlugItem, WIDOW};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{CodeLines, Formula, Node, NodeId, Position};
use crate::formula::Tree;
use crate::typeset::model::page::{ItemRole, PageItem, Segment, TextLine};
use crate::typeset::model::style::{ascent, descent};
use crate::typeset::setter::Setter;
use crate::typeset::setter::missing::MissingInFont;
use crate::typeset::words::formulas::{FormulaRow, FormulaWay, SetFormula, WAYS};
use crate::units::{Length, Point};

/// The least white space between a formula and its number, in hundredths of the size of the text.
const BESIDE_NUMBER: i64 = 100;
/// The cost of a page break between two rows of a formula.
const WITHIN_FORMULA: i64 = 40_000;
/// A formula that is too wide by at most this is not reported, because the excess is not visible.
const OVER: Length = Length(Length::points(1).0 / 2);

impl GalleyBuilder<'_, '_> {
    /// Sets a displayed formula. A formula that could not be read is printed as its source. An empty formula prints nothing.
    pub(crate) fn formula(&mut self, formula: &Formula, node: &Node, place: &BlockPlace) {
        if formula.tree.as_deref().is_some_and(|tree| tree.parts.is_empty()) {
            return;
        }
        let rows = formula.tree.as_deref().and_then(|tree| self.formula_rows(tree, node, place));
        let Some(rows) = rows.filter(|rows| !rows.is_empty()) else {
            self.code(&formula.source, node, &CodeLines::default(), place);
            return;
        };
        let widest = rows.iter().map(FormulaRow::width).fold(Length::ZERO, Length::max);
        let over = widest - place.measure;
        if over > OVER && !node.span.is_detached() {
            self.setter.sink.report(
                Diagnostic::new(codes::OVERFULL_LINE, node.span, format!("this formula is {over} too wide"))
                    .hint("break it with `\\\\` in `aligned` or `multline`"),
            );
        }
        let count = rows.len();
        // All rows of aligned equations begin at the same place.
        let shared = rows.iter().map(|row| row.set.width).fold(Length::ZERO, Length::max);
        let numbers = rows.iter().map(FormulaRow::number_width).fold(Length::ZERO, Length::max);
        let x = self.formula_place(shared, numbers, place);
        let size = place.style.size;
        let (ascent, descent) = (ascent(size), descent(size));
        // The text before a formula introduces it, so a page should not end between them.
        self.keep += WIDOW;
        let mut filled = Length::ZERO;
        for (at, row) in rows.into_iter().enumerate() {
            let above = row.set.above.max(ascent);
            let below = row.set.below.max(descent);
            let slug = Slug {
                height: above + below,
                before: if at > 0 { row.before } else { Length::ZERO },
                cost: match at {
                    0 => 0,
                    _ if at == 1 || at + 1 == count => WITHIN_FORMULA.max(if count > 3 { WIDOW } else { WIDOW / 2 }),
                    _ => WITHIN_FORMULA,
                },
                parts: vec![SlugItem {
                    at: Point { x: place.left, y: above },
                    role: ItemRole::Content(node.id),
                    item: row.line(x, place.measure),
                }],
                start: Some(Position { block: node.id, offset: 0 }),
                ..Slug::default()
            };
            filled += slug.height + slug.before;
            self.push(slug);
        }
        if self.setter.design().grid {
            self.fill_up(filled);
        }
    }

    /// The rows of a formula, set in the first way in which they are not too wide, or in the last way. `None` if there is no face for
    /// formulas.
    fn formula_rows(&self, tree: &Tree, node: &Node, place: &BlockPlace) -> Option<Vec<FormulaRow>> {
        let number = |label: &str| self.setter.equation_number(label);
        let numbers = self.setter.equation_numbers(node.id);
        let mut smallest = None;
        for way in WAYS {
            let setter = self.setter.compositor.formulas(&place.style, way.percent(), &number)?;
            let rows = match way {
                FormulaWay::Whole(_) => setter.rows(tree, numbers),
                FormulaWay::Broken(_) => match setter.broken(tree, place.measure, numbers) {
                    Some(rows) => rows,
                    None => continue,
                },
            };
            let [missing, borrowed] = setter.missing_and_borrowed();
            self.setter.report_missing(MissingInFont { missing, borrowed, styles: Vec::new() }, node.span);
            if rows.iter().all(|row| row.width() <= place.measure) {
                return Some(rows);
            }
            smallest = Some(rows);
        }
        smallest
    }

    /// The x coordinate at which a formula begins. The formula is centred in the measure, or further left if the number would be too close.
    fn formula_place(&self, width: Length, number: Length, place: &BlockPlace) -> Length {
        let middle = (place.measure - width) / 2;
        let number = if number > Length::ZERO { number + place.style.size.scaled(BESIDE_NUMBER, 100) } else { Length::ZERO };
        middle.min(place.measure - width - number).max(Length::ZERO)
    }
}

/// The width of a displayed formula in its usual size, with its number. `None` if the formula is printed as its source.
pub(crate) fn formula_width(setter: &Setter<'_>, (formula, node): (&Formula, NodeId), place: &BlockPlace) -> Option<Length> {
    let number = |label: &str| setter.equation_number(label);
    let rows = setter.compositor.formulas(&place.style, 100, &number)?.rows(formula.tree.as_deref()?, setter.equation_numbers(node));
    Some(rows.iter().map(FormulaRow::width).fold(Length::ZERO, Length::max))
}

impl FormulaRow {
    /// The width of the formula and its number, without the white space between them.
    fn width(&self) -> Length {
        self.set.width + self.number_width()
    }

    fn number_width(&self) -> Length {
        self.number.as_ref().map_or(Length::ZERO, |number| number.width)
    }

    /// The row as a line of text that begins at the left of the measure.
    fn line(self, x: Length, measure: Length) -> PageItem {
        let overfull = self.width() > measure;
        let mut segments = vec![Segment::Kern(x)];
        let end = x + self.set.width;
        segments.extend(self.set.segments);
        if let Some(SetFormula { segments: number, width, .. }) = self.number {
            // A space of the text precedes the number, so that a reader copies the number as a separate word.
            segments.push(Segment::Space((measure - width - end).max(Length::ZERO)));
            segments.extend(number);
        }
        PageItem::Line(Arc::new(TextLine { segments, overfull, ..TextLine::default() }))
    }
}
