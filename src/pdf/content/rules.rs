//! Rules, lines and tints that belong to a line of text.
use crate::pdf::content::OpenMarkedContent;
use crate::pdf::content::Stream;
use crate::pdf::content::strokes::{Stroke, strokes};
use crate::typeset::{Drawn, Paint, PlacedItem, TextLine};
use crate::units::{Length, Point, Size};

impl Stream<'_> {
    /// Draws a rule or a line of a formula at a place of the line.
    pub(super) fn drawn(&mut self, drawn: &Drawn, line: &TextLine, placed: &PlacedItem, x: Length) {
        match *drawn {
            Drawn::Rule { size, rise } => {
                let bar = LineBar { low: rise, height: size.height, paint: Paint::BLACK };
                self.bar(line, placed, (x, size.width), &bar);
            }
            Drawn::Stroke { rise, to, thickness } => {
                self.text("q 0 G ");
                self.number(thickness);
                self.text("w ");
                let along = x - placed.at.x;
                for (along, above, operator) in [(along, rise, "m "), (along + to.x, rise + to.y, "l ")] {
                    let (right, down) = if line.turned { (-above, -along) } else { (along, -above) };
                    self.number(placed.at.x + right - self.from.x);
                    self.number(self.from.y - placed.at.y - down);
                    self.text(operator);
                }
                self.text("S Q\n");
            }
        }
    }

    /// Draws the tints behind the words of a line, before the words.
    pub(super) fn tints(&mut self, line: &TextLine, placed: &PlacedItem) {
        for Stroke { x, width, run } in strokes(line, placed.at.x, |strokes| strokes.tint) {
            self.mark(&OpenMarkedContent::Artifact);
            let bar = LineBar { low: run.rise - run.size.scaled(22, 100), height: run.size.scaled(98, 100), paint: TINT };
            self.bar(line, placed, (x, width), &bar);
        }
    }

    /// Draws a bar along a line of text. `(x, width)` is its place along the line.
    pub(super) fn bar(&mut self, line: &TextLine, placed: &PlacedItem, (x, width): (Length, Length), bar: &LineBar) {
        let LineBar { low, height, paint } = *bar;
        let along = x - placed.at.x;
        if line.turned {
            let at = Point { x: placed.at.x - low - height, y: placed.at.y - along - width };
            self.rule(at, Size { width: height, height: width }, paint);
        } else {
            self.rule(Point { x, y: placed.at.y - low - height }, Size { width, height }, paint);
        }
    }
}

/// The grey of the tint behind highlighted words: light enough for black letters to be clear in print.
const TINT: Paint = Paint::Grey(217);

/// A bar along a line of text.
pub(super) struct LineBar {
    /// Its lower edge above the baseline.
    pub(super) low: Length,
    pub(super) height: Length,
    pub(super) paint: Paint,
}
