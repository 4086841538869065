//! Scripts beside a base, and limits above and below it (The TeXbook, appendix G, rules 13a and 18, with the constants of `MATH`).
//!
//! The scripts of a single glyph are placed by the font's constants alone. Those of a box also follow its height and depth. The superscript
//! is moved right by the italic correction of a slanted letter, the subscript is not. Both may come closer if the corners of the glyphs
//! leave room.
use super::FormulaLayout;
use super::level::StyleLevel;
use super::symbols::Nucleus;
use crate::formula::{Part, ScriptPlacement, Scripts};
use crate::math::boxes::{BoxItem, MathBox};
use crate::math::face::Corner;
use crate::units::{Length, Point};

/// The lists above and below a base: the superscript and the subscript, or the two limits.
#[derive(Clone, Copy)]
pub(super) struct ScriptPair<'p> {
    pub(super) upper: Option<&'p [Part]>,
    pub(super) lower: Option<&'p [Part]>,
}

impl<'p> ScriptPair<'p> {
    /// The lists above and below an arrow, which are empty if it has none.
    pub(super) fn of_arrow(over: &'p [Part], under: &'p [Part]) -> Self {
        let some = |parts: &'p [Part]| (!parts.is_empty()).then_some(parts);
        Self { upper: some(over), lower: some(under) }
    }
}

/// A script at a corner of its base.
struct CornerScript<'b> {
    set: &'b MathBox,
    /// How far it is raised.
    shift: Length,
    corner: Corner,
}

impl FormulaLayout<'_> {
    pub(super) fn scripts(&self, scripts: &Scripts, level: StyleLevel) -> MathBox {
        let Some(level) = level.deeper() else { return MathBox::default() };
        let base = scripts.base.as_deref().map_or_else(|| Nucleus::of(MathBox::default()), |base| self.script_base(base, level));
        let pair = ScriptPair { upper: scripts.sup.as_deref(), lower: scripts.sub.as_deref() };
        let above = match scripts.placement {
            ScriptPlacement::Limits => true,
            ScriptPlacement::LimitsInDisplay => level.is_display(),
            ScriptPlacement::Beside => false,
        };
        if above { self.with_limits(base.set, base.italic, pair, level) } else { self.beside(base, pair, level) }
    }

    /// Sets the base of scripts. A base with its own scripts is set as a box.
    fn script_base(&self, base: &Part, level: StyleLevel) -> Nucleus {
        match base {
            Part::Scripts(inner) => Nucleus::of(self.scripts(inner, level)),
            base => self.nucleus(base, level),
        }
    }

    /// Sets scripts to the right of a base (rule 18).
    fn beside(&self, base: Nucleus, scripts: ScriptPair<'_>, level: StyleLevel) -> MathBox {
        let constants = &self.face.constants;
        let units = |value: i64| self.units(value, level);
        let Nucleus { set: mut whole, glyph, italic, is_operator } = base;
        let is_glyph = glyph.is_some();
        let (mut up, mut down) = if is_glyph {
            (Length::ZERO, Length::ZERO)
        } else {
            (
                whole.ascent.max(Length::ZERO) - units(constants.superscript_baseline_drop_max),
                whole.descent.max(Length::ZERO) + units(constants.subscript_baseline_drop_min),
            )
        };
        let sup = scripts.upper.map(|parts| self.packed(parts, level.superscript()));
        let sub = scripts.lower.map(|parts| self.packed(parts, level.subscript()));
        if let Some(sup) = &sup {
            let least = if level.cramped { constants.superscript_shift_up_cramped } else { constants.superscript_shift_up };
            up = up.max(units(least)).max(sup.descent + units(constants.superscript_bottom_min));
        }
        if let Some(sub) = &sub {
            down = down.max(units(constants.subscript_shift_down));
            match &sup {
                None => down = down.max(sub.ascent - units(constants.subscript_top_max)),
                Some(sup) => {
                    let missing = units(constants.sub_superscript_gap_min) - ((up - sup.descent) - (sub.ascent - down));
                    if missing > Length::ZERO {
                        down += missing;
                        let low = units(constants.superscript_bottom_max_with_subscript) - (up - sup.descent);
                        if low > Length::ZERO {
                            up += low;
                            down -= low;
                        }
                    }
                }
            }
        }
        let after = units(constants.space_after_script);
        let right = whole.width;
        let mut width = right;
        // The width of a letter does not include the italic correction, so the superscript moves right. The width of an operator does
        // include it, so the subscript moves left.
        let (lean, back) = if is_operator { (Length::ZERO, italic) } else { (italic, Length::ZERO) };
        if let Some(sup) = sup {
            let x = right + lean + self.corner_kern(glyph, &CornerScript { set: &sup, shift: up, corner: Corner::TopRight }, level);
            width = width.max(x + sup.width + after);
            whole.place(sup, Point { x, y: up });
        }
        if let Some(sub) = sub {
            let x = right - back + self.corner_kern(glyph, &CornerScript { set: &sub, shift: -down, corner: Corner::BottomRight }, level);
            width = width.max(x + sub.width + after);
            whole.place(sub, Point { x, y: -down });
        }
        whole.width = width.max(right);
        whole.packed()
    }

    /// The kern between a single glyph and its script. Negative if the script comes closer. As in LuaTeX, the kerns are taken at the two
    /// heights at which the glyph and the script end, and the smaller one counts (OpenType, "MathKernInfo").
    fn corner_kern(&self, base: Option<u16>, script: &CornerScript<'_>, level: StyleLevel) -> Length {
        let Some(base) = base else { return Length::ZERO };
        let CornerScript { set, shift, corner } = *script;
        let Some((first, size)) = set.items.iter().find_map(|placed| match &placed.item {
            BoxItem::Glyph { id, size, .. } if placed.x == Length::ZERO && placed.y == Length::ZERO => Some((*id, *size)),
            BoxItem::Glyph { .. } | BoxItem::Rule(_) | BoxItem::Stroke { .. } | BoxItem::Words { .. } => None,
        }) else {
            return Length::ZERO;
        };
        let opposite = if corner == Corner::TopRight { Corner::BottomLeft } else { Corner::TopLeft };
        let measure = self.face.measure(base);
        let script_measure = self.face.measure(first);
        let units_in = |length: Length, size: Length| length.0 * self.face.units_per_em / size.0.max(1);
        let length_in = |units: i64, size: Length| size.scaled(units, self.face.units_per_em.max(1));
        let kern_at = |height: Length| {
            let own = self.face.kern(base, corner, self.in_units(height, level));
            let other = self.face.kern(first, opposite, units_in(height - shift, size));
            self.units(own, level) + length_in(other, size)
        };
        let ends = if corner == Corner::TopRight {
            [self.units(measure.ascent, level), shift - length_in(script_measure.descent, size)]
        } else {
            [-self.units(measure.descent, level), shift + length_in(script_measure.ascent, size)]
        };
        let [first, second] = ends.map(kern_at);
        first.min(second)
    }

    /// Sets limits above and below a base. `italic` is the italic correction of the base (rule 13a).
    pub(super) fn with_limits(&self, base: MathBox, italic: Length, limits: ScriptPair<'_>, level: StyleLevel) -> MathBox {
        let constants = &self.face.constants;
        let units = |value: i64| self.units(value, level);
        let over = limits.upper.map(|parts| self.packed(parts, level.superscript()));
        let under = limits.lower.map(|parts| self.packed(parts, level.subscript()));
        let width = [Some(&base), over.as_ref(), under.as_ref()].into_iter().flatten().map(|set| set.width).fold(Length::ZERO, Length::max);
        let (ascent, descent) = (base.ascent.max(Length::ZERO), base.descent.max(Length::ZERO));
        let mut whole = base.packed().centred_in(width);
        if let Some(over) = over {
            let gap = units(constants.upper_limit_gap_min).max(units(constants.upper_limit_baseline_rise_min) - over.descent);
            let y = ascent + gap + over.descent;
            whole.place(over.centred_in(width), Point { x: italic / 2, y });
        }
        if let Some(under) = under {
            let gap = units(constants.lower_limit_gap_min).max(units(constants.lower_limit_baseline_drop_min) - under.ascent);
            let y = -(descent + gap + under.ascent);
            whole.place(under.centred_in(width), Point { x: -italic / 2, y });
        }
        whole
    }
}
