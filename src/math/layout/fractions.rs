//! Fractions and roots (The TeXbook, appendix G, rules 11 and 15).
use super::FormulaLayout;
use super::level::StyleLevel;
use crate::formula::{Bar, Fraction, MathStyle, Part};
use crate::math::boxes::MathBox;
use crate::units::{Length, Point, Size};

impl FormulaLayout<'_> {
    pub(super) fn fraction(&self, fraction: &Fraction, level: StyleLevel) -> MathBox {
        let Some(level) = level.deeper() else { return MathBox::default() };
        let level = match fraction.style {
            _ if fraction.continued => level.styled(MathStyle::Display),
            Some(style) => level.styled(style),
            None => level,
        };
        let constants = &self.face.constants;
        let units = |value: i64| self.units(value, level);
        let is_display = level.is_display();
        let mut upper = self.packed(&fraction.numerator, level.numerator());
        if fraction.continued {
            let (ascent, descent) = self.strut();
            upper.ascent = upper.ascent.max(ascent);
            upper.descent = upper.descent.max(descent);
        }
        let lower = self.packed(&fraction.denominator, level.denominator());
        let width = upper.width.max(lower.width);
        let (upper, lower) = (upper.centred_in(width), lower.centred_in(width));
        let axis = self.axis(level);
        let thickness = match fraction.bar {
            Bar::Default => units(constants.fraction_rule_thickness),
            Bar::None => Length::ZERO,
            Bar::Thickness(thickness) => self.mu(thickness, level).max(Length::ZERO),
        };
        let (mut up, mut down);
        if thickness == Length::ZERO {
            let (shift_up, shift_down, gap) = if is_display {
                (
                    constants.stack_top_display_style_shift_up,
                    constants.stack_bottom_display_style_shift_down,
                    constants.stack_display_style_gap_min,
                )
            } else {
                (constants.stack_top_shift_up, constants.stack_bottom_shift_down, constants.stack_gap_min)
            };
            let gap = units(gap);
            (up, down) = (units(shift_up), units(shift_down));
            let missing = (gap - ((up - upper.descent) - (lower.ascent - down))) / 2;
            up += missing.max(Length::ZERO);
            down += missing.max(Length::ZERO);
        } else {
            (up, down) = if is_display {
                (units(constants.fraction_numerator_display_style_shift_up), units(constants.fraction_denominator_display_style_shift_down))
            } else {
                (units(constants.fraction_numerator_shift_up), units(constants.fraction_denominator_shift_down))
            };
            let (above, below) = if is_display {
                (units(constants.fraction_num_display_style_gap_min), units(constants.fraction_denom_display_style_gap_min))
            } else {
                (units(constants.fraction_numerator_gap_min), units(constants.fraction_denominator_gap_min))
            };
            up = up.max(axis + thickness / 2 + above + upper.descent);
            down = down.max(lower.ascent + below - (axis - thickness / 2));
        }
        let mut stack = MathBox { width, ..MathBox::default() };
        stack.ascent = upper.ascent + up;
        stack.descent = lower.descent + down;
        stack.place(upper, Point { x: Length::ZERO, y: up });
        let bar = MathBox::rule(Size { width, height: thickness }, axis - thickness / 2);
        stack.draw(bar, Point { x: Length::ZERO, y: Length::ZERO });
        stack.place(lower, Point { x: Length::ZERO, y: -down });
        // The sizes of the delimiters in TeX: 2.39 em in display style, otherwise 1.01 em (The TeXbook, page 447).
        let size = self.size_at(level).scaled(if is_display { 239 } else { 101 }, 100);
        let mut whole = self.delimiter(fraction.left, size, level);
        whole.append(stack);
        whole.append(if fraction.continued { MathBox::default() } else { self.delimiter(fraction.right, size, level) });
        whole
    }

    /// The ascent and the descent of a strut: those of TeX's `\strut` for lines of 10 points, with baselines 12 points apart.
    pub(super) const fn strut(&self) -> (Length, Length) {
        (self.size.scaled(84, 100), self.size.scaled(36, 100))
    }

    pub(super) fn root(&self, radicand: &[Part], degree: Option<&[Part]>, level: StyleLevel) -> MathBox {
        let Some(level) = level.deeper() else { return MathBox::default() };
        let constants = &self.face.constants;
        let units = |value: i64| self.units(value, level);
        let inner = self.packed(radicand, level.cramped());
        let rule = units(constants.radical_rule_thickness);
        let gap = if level.is_display() { constants.radical_display_style_vertical_gap } else { constants.radical_vertical_gap };
        let least = units(gap);
        let sign = self.grown('√', inner.extent() + least + rule, level);
        // If the sign is higher than needed, the excess is divided equally above and below the radicand.
        let spare = (sign.extent() - rule - inner.extent() - least).max(Length::ZERO);
        let gap = least + spare / 2;
        let top = inner.ascent + gap + rule;
        let raise = top - sign.ascent;
        let sign = sign.raised(raise);
        let sign_height = sign.extent();
        let mut whole = MathBox::default();
        if let Some(degree) = degree {
            let degree = self.packed(degree, level.styled(MathStyle::ScriptOfScript));
            let raise = sign_height.scaled(constants.radical_degree_bottom_raise_percent, 100) - sign.descent;
            let before = units(constants.radical_kern_before_degree);
            let back = units(constants.radical_kern_after_degree);
            let width = degree.width;
            whole.place(degree, Point { x: before, y: raise });
            // The degree does not extend into the radicand.
            whole.width = (before + width + back).max(Length::ZERO);
        }
        let start = whole.width;
        let foot = sign.descent;
        whole.place(sign.clone(), Point { x: start, y: Length::ZERO });
        whole.width = start + sign.width;
        let bar = MathBox::rule(Size { width: inner.width, height: rule }, top - rule);
        whole.draw(bar, Point { x: whole.width, y: Length::ZERO });
        whole.append(inner);
        whole.ascent = whole.ascent.max(top + units(constants.radical_extra_ascender));
        whole.descent = whole.descent.max(foot);
        whole
    }
}
