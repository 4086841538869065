//! Long arrows with lists over and under them, and the vertical arrows of diagrams.
use super::FormulaLayout;
use super::level::StyleLevel;
use super::scripts::ScriptPair;
use crate::formula::{Mu, Part};
use crate::math::boxes::MathBox;
use crate::units::{Length, Point, Size};

impl FormulaLayout<'_> {
    /// An arrow at least `least` long, and at least 14 mu of script style longer than the lists over and under it. amsmath has 5 mu before
    /// the lists and 9 mu after them. An arrow without lists, as in a chemical reaction, is at least one and a half ems long.
    pub(super) fn arrow(&self, sign: char, labels: ScriptPair<'_>, least: Length, level: StyleLevel) -> MathBox {
        let Some(level) = level.deeper() else { return MathBox::default() };
        let script = level.superscript();
        let room = self.mu(Mu(14_000), script);
        let least = if labels.upper.is_none() && labels.lower.is_none() { least.max(self.size_at(level).scaled(3, 2)) } else { least };
        let of = |parts: Option<&[Part]>, level: StyleLevel| parts.map(|parts| self.list(parts, level).width + room);
        let widest = of(labels.upper, script).max(of(labels.lower, level.subscript())).unwrap_or(Length::ZERO).max(least);
        let arrow = self.long_sign(sign, widest, level);
        self.with_limits(arrow, Length::ZERO, labels, level)
    }

    /// A horizontal sign at least `least` long. If the font cannot lengthen it, the sign in its usual length, centred.
    fn long_sign(&self, sign: char, least: Length, level: StyleLevel) -> MathBox {
        let Some(glyph) = self.face.glyph(sign) else { return MathBox::white(least) };
        let natural = self.glyph(glyph, &sign.to_string(), level);
        if natural.width >= least {
            return natural;
        }
        if let Some(set) = self.widened(sign, least, level) {
            return set;
        }
        if sign == '=' {
            return self.double_line(least, level);
        }
        natural.centred_in(least)
    }

    /// An equals sign of any length, such as the edge of a diagram.
    fn double_line(&self, width: Length, level: StyleLevel) -> MathBox {
        let height = self.units(self.face.constants.fraction_rule_thickness, level);
        let axis = self.axis(level);
        let apart = self.size_at(level) / 10;
        let mut whole = MathBox::white(width);
        for y in [axis - apart - height / 2, axis + apart - height / 2] {
            whole.place(MathBox::rule(Size { width, height }, y), Point::default());
        }
        whole
    }

    /// A vertical arrow with lists beside it, centred on the axis. The lists take up no width, so that the arrow is in the middle of its
    /// column.
    pub(super) fn vertical_arrow(&self, sign: char, left: &[Part], right: &[Part], level: StyleLevel) -> MathBox {
        let Some(level) = level.deeper() else { return MathBox::default() };
        let arrow = self.delimiter(Some(sign), self.size.scaled(21, 10), level);
        let gap = self.mu(Mu(4_000), level);
        let mut whole = arrow;
        let axis = self.axis(level);
        let left = self.packed(left, level.superscript());
        let right = self.packed(right, level.superscript());
        let middle = |set: &MathBox| axis - (set.ascent - set.descent) / 2;
        let (left_y, right_y) = (middle(&left), middle(&right));
        let (left_x, right_x) = (-(left.width + gap), whole.width + gap);
        whole.place(left, Point { x: left_x, y: left_y });
        whole.place(right, Point { x: right_x, y: right_y });
        whole
    }
}
