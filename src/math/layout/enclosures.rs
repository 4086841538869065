//! Parts with frames around them or lines through them, and parts that are moved, hidden, or take up less room than their ink.
use super::FormulaLayout;
use super::level::StyleLevel;
use crate::formula::{Enclosure, Overlap, Part};
use crate::math::boxes::{BoxItem, MathBox, PlacedBoxItem};
use crate::units::{Length, Point, Size};

/// The thickness of frames and strikes, in thousandths of an em: TeX's 0.4 points at a size of 10 points.
const LINE: i64 = 40;
/// The white space inside a frame, in thousandths of an em: LaTeX's `\fboxsep`.
const FRAME: i64 = 300;

impl FormulaLayout<'_> {
    pub(super) fn enclosed_or_moved(&self, part: &Part, level: StyleLevel) -> MathBox {
        let none = Length::ZERO;
        match part {
            Part::Rule { width, height, shift } => {
                let size = Size { width: self.mu(*width, level), height: self.mu(*height, level) };
                MathBox::rule(size, self.mu(*shift, level))
            }
            Part::Phantom { width, height, parts } => {
                let set = self.packed(parts, level);
                let kept = |is_kept: bool, length: Length| if is_kept { length } else { none };
                MathBox {
                    width: kept(*width, set.width),
                    ascent: kept(*height, set.ascent),
                    descent: kept(*height, set.descent),
                    items: Vec::new(),
                }
            }
            Part::Smashed { height, depth, parts } => {
                let set = self.packed(parts, level);
                MathBox { ascent: if *height { none } else { set.ascent }, descent: if *depth { none } else { set.descent }, ..set }
            }
            Part::Overlapping { side, parts } => {
                let set = self.packed(parts, level);
                let x = match side {
                    Overlap::Left => -set.width,
                    Overlap::Centre => -set.width / 2,
                    Overlap::Right => none,
                };
                let mut whole = MathBox::default();
                whole.place(set, Point { x, y: none });
                whole
            }
            Part::Enclosed { enclosure, parts } => self.enclosed(*enclosure, parts, level),
            Part::Raised { by, parts } => self.packed(parts, level).raised(self.mu(*by, level)).packed(),
            Part::Centred(parts) => self.on_axis(self.packed(parts, level), level),
            other => self.packed(std::slice::from_ref(other), level),
        }
    }

    fn enclosed(&self, enclosure: Enclosure, parts: &[Part], level: StyleLevel) -> MathBox {
        let line = self.size.scaled(LINE, 1000);
        let none = Length::ZERO;
        match enclosure {
            Enclosure::Frame => {
                let pad = self.size.scaled(FRAME, 1000) + line;
                let set = self.packed(parts, level);
                let (width, ascent, descent) = (set.width + pad * 2, set.ascent + pad, set.descent + pad);
                let mut whole = MathBox { width, ascent, descent, items: Vec::new() };
                let height = ascent + descent;
                for (at, size) in [
                    (Point { x: none, y: -descent }, Size { width, height: line }),
                    (Point { x: none, y: ascent - line }, Size { width, height: line }),
                    (Point { x: none, y: -descent }, Size { width: line, height }),
                    (Point { x: width - line, y: -descent }, Size { width: line, height }),
                ] {
                    whole.draw(MathBox::rule(size, none), at);
                }
                whole.draw(set, Point { x: pad, y: none });
                whole
            }
            Enclosure::UpwardStrike | Enclosure::DownwardStrike | Enclosure::CrossedStrikes => {
                let mut set = self.packed(parts, level);
                let (low, high) = (-set.descent, set.ascent);
                let mut strike = |from: Length, to: Length| {
                    let item = BoxItem::Stroke { to: Point { x: set.width, y: to - from }, thickness: line };
                    set.items.push(PlacedBoxItem { x: none, y: from, item });
                };
                if enclosure != Enclosure::DownwardStrike {
                    strike(low, high);
                }
                if enclosure != Enclosure::UpwardStrike {
                    strike(high, low);
                }
                set
            }
            Enclosure::HorizontalStrike => {
                let mut set = self.packed(parts, level);
                let size = Size { width: set.width, height: line };
                let y = self.axis(level) - line / 2;
                set.draw(MathBox::rule(size, y), Point::default());
                set
            }
            Enclosure::Actuarial => {
                let mut set = self.packed(parts, level);
                let pad = self.size.scaled(150, 1000);
                let top = set.ascent + pad;
                set.draw(MathBox::rule(Size { width: set.width + pad, height: line }, top - line), Point::default());
                let bar = Size { width: line, height: top + set.descent };
                let foot = Point { x: set.width + pad - line, y: -set.descent };
                set.draw(MathBox::rule(bar, none), foot);
                MathBox { width: set.width + pad, ascent: top, ..set }
            }
            Enclosure::Phasor => {
                let inner = self.packed(parts, level);
                let pad = self.size.scaled(150, 1000);
                let low = inner.descent + pad;
                // The slope of the angle is two to one.
                let lead = (inner.ascent + low) / 2;
                let width = lead + inner.width;
                let mut whole = MathBox { width, ascent: inner.ascent, descent: low, items: Vec::new() };
                let item = BoxItem::Stroke { to: Point { x: lead, y: inner.ascent + low }, thickness: line };
                whole.items.push(PlacedBoxItem { x: none, y: -low, item });
                whole.draw(MathBox::rule(Size { width, height: line }, -low), Point::default());
                whole.draw(inner, Point { x: lead, y: none });
                whole
            }
            Enclosure::Circle => {
                let set = self.packed(parts, level);
                let Some(glyph) = self.face.glyph('◯').or_else(|| self.face.glyph('○')) else { return set };
                let circle = self.on_axis(self.glyph(glyph, "", level), level);
                let width = circle.width.max(set.width);
                let mut whole = circle.centred_in(width);
                whole.place(set.centred_in(width), Point::default());
                whole
            }
        }
    }
}
