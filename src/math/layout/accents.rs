//! Accents, lines and braces over and under a list (The TeXbook, appendix G, rules 9, 10 and 12).
use super::FormulaLayout;
use super::level::StyleLevel;
use super::symbols::Nucleus;
use crate::formula::{Accent, BraceShape, Part, VerticalSide};
use crate::math::boxes::MathBox;
use crate::math::face::Axis;
use crate::units::{Length, Point, Size};

/// An accent, and how it is set.
#[derive(Clone, Copy)]
pub(super) struct AccentMark {
    pub(super) accent: Accent,
    /// Whether it grows with its base.
    pub(super) stretches: bool,
    pub(super) side: VerticalSide,
}

/// A brace along a list, and its side.
#[derive(Clone, Copy)]
pub(super) struct BraceMark {
    pub(super) shape: BraceShape,
    pub(super) side: VerticalSide,
}

impl Accent {
    /// The characters of the accent over and under its base. They are combining ones if possible: fonts have wider forms for those.
    const fn signs(self) -> (char, char) {
        match self {
            Self::Grave => ('\u{300}', '\u{316}'),
            Self::Acute => ('\u{301}', '\u{317}'),
            Self::Hat => ('\u{302}', '\u{32d}'),
            Self::Tilde => ('\u{303}', '\u{330}'),
            Self::Bar => ('\u{304}', '\u{331}'),
            Self::Breve => ('\u{306}', '\u{32e}'),
            Self::Check => ('\u{30c}', '\u{32c}'),
            Self::Dot => ('\u{307}', '\u{323}'),
            Self::TwoDots => ('\u{308}', '\u{324}'),
            Self::ThreeDots => ('\u{20db}', '\u{20e8}'),
            Self::FourDots => ('\u{20dc}', '\u{20dc}'),
            Self::Ring => ('\u{30a}', '\u{325}'),
            Self::RightArrow => ('\u{20d7}', '\u{20ef}'),
            Self::LeftArrow => ('\u{20d6}', '\u{20ee}'),
            Self::LeftRightArrow => ('\u{20e1}', '\u{34d}'),
            Self::DoubleRightArrow => ('\u{21d2}', '\u{21d2}'),
            Self::RightHarpoon => ('\u{20d1}', '\u{20ec}'),
            Self::LeftHarpoon => ('\u{20d0}', '\u{20ed}'),
        }
    }

    /// Whether it is an arrow. A stretched arrow is as wide as its base.
    const fn is_arrow(self) -> bool {
        matches!(
            self,
            Self::RightArrow | Self::LeftArrow | Self::LeftRightArrow | Self::DoubleRightArrow | Self::RightHarpoon | Self::LeftHarpoon
        )
    }
}

impl FormulaLayout<'_> {
    pub(super) fn accent(&self, mark: AccentMark, base: &[Part], level: StyleLevel) -> Nucleus {
        let AccentMark { accent, stretches, side } = mark;
        let Some(level) = level.deeper() else { return Nucleus::of(MathBox::default()) };
        let inner_level = level.cramped();
        let nucleus = match base {
            [only @ (Part::Symbol(_) | Part::Group { .. } | Part::Accent { .. })] => self.nucleus(only, inner_level),
            base => Nucleus::of(self.list(base, inner_level)),
        };
        let Nucleus { set, glyph, italic, .. } = nucleus;
        let set = set.packed();
        let (over, under) = accent.signs();
        let sign = if side == VerticalSide::Over { over } else { under };
        let (set_accent, middle) =
            if stretches { self.wide_accent(accent, sign, set.width, level) } else { self.usual_accent(sign, level) };
        // The middle of the base: for a single letter, the place that the font gives; otherwise half of the width.
        let skew = glyph.and_then(|glyph| self.face.measure(glyph).accent).map(|units| self.units(units, level));
        let place = skew.filter(|_| side == VerticalSide::Over && !(stretches && accent.is_arrow())).unwrap_or(set.width / 2);
        let x = place - middle;
        let base_height = self.units(self.face.constants.accent_base_height, level);
        let mut whole = set;
        match side {
            VerticalSide::Over if accent.is_arrow() && over == '\u{21d2}' => {
                let y = whole.ascent + self.units(self.face.constants.stretch_stack_gap_above_min, level) + set_accent.descent;
                whole.place(set_accent, Point { x, y });
            }
            VerticalSide::Over => {
                let y = whole.ascent - whole.ascent.min(base_height);
                whole.place(set_accent, Point { x, y });
            }
            VerticalSide::Under => {
                let gap = self.units(self.face.constants.stretch_stack_gap_below_min, level);
                let y = -(whole.descent + gap + set_accent.ascent);
                whole.place(set_accent, Point { x, y });
            }
        }
        Nucleus { glyph: glyph.filter(|_| !stretches), italic, ..Nucleus::of(whole) }
    }

    /// An accent in its usual size, and the x coordinate of its middle.
    fn usual_accent(&self, sign: char, level: StyleLevel) -> (MathBox, Length) {
        let Some(glyph) = self.face.glyph(sign) else { return (MathBox::default(), Length::ZERO) };
        self.accent_glyph(self.face.in_script(glyph, level.script_depth()), sign, level)
    }

    fn accent_glyph(&self, glyph: u16, sign: char, level: StyleLevel) -> (MathBox, Length) {
        let measure = self.face.measure(glyph);
        let middle = measure.accent.unwrap_or((measure.ink[0] + measure.ink[1]) / 2);
        let set = MathBox { width: Length::ZERO, ..self.glyph(glyph, &sign.to_string(), level) };
        (set, self.units(middle, level))
    }

    /// The widest form of an accent that is not wider than its base, and the x coordinate of its middle. An arrow is as wide as the base.
    fn wide_accent(&self, accent: Accent, sign: char, width: Length, level: StyleLevel) -> (MathBox, Length) {
        if let Some(set) = self.widened(sign, width, level).filter(|_| accent.is_arrow()) {
            let middle = set.width / 2;
            return (MathBox { width: Length::ZERO, ..set }, middle);
        }
        let Some(glyph) = self.face.glyph(sign) else { return (MathBox::default(), Length::ZERO) };
        let glyph = self.widest(glyph, width, level);
        let (set, _) = self.accent_glyph(glyph, sign, level);
        // The attachment point of the font is for the usual form only.
        let ink = self.face.measure(glyph).ink;
        (set, self.units((ink[0] + ink[1]) / 2, level))
    }

    /// The widest form of a glyph that is not wider than `width`, or the glyph itself.
    fn widest(&self, glyph: u16, width: Length, level: StyleLevel) -> u16 {
        let Some(construction) = self.face.construction(glyph, Axis::Horizontal) else { return glyph };
        let wide = |variant: &u16| {
            let [left, right] = self.face.measure(*variant).ink;
            self.units(right - left, level) <= width
        };
        construction.variants.iter().copied().take_while(wide).last().unwrap_or(glyph)
    }

    /// A line over or under a list.
    pub(super) fn line(&self, side: VerticalSide, base: &[Part], level: StyleLevel) -> MathBox {
        let constants = &self.face.constants;
        let units = |value: i64| self.units(value, level);
        match side {
            VerticalSide::Over => {
                let mut whole = self.packed(base, level.cramped());
                let y = whole.ascent + units(constants.overbar_vertical_gap);
                let size = Size { width: whole.width, height: units(constants.overbar_rule_thickness) };
                whole.place(MathBox::rule(size, y), Point::default());
                whole.ascent += units(constants.overbar_extra_ascender);
                whole
            }
            VerticalSide::Under => {
                let mut whole = self.packed(base, level);
                let height = units(constants.underbar_rule_thickness);
                let y = -(whole.descent + units(constants.underbar_vertical_gap) + height);
                whole.place(MathBox::rule(Size { width: whole.width, height }, y), Point::default());
                whole.descent += units(constants.underbar_extra_descender);
                whole
            }
        }
    }

    /// A brace along a list, with a label at its tip.
    pub(super) fn brace(&self, mark: BraceMark, base: &[Part], label: Option<&[Part]>, level: StyleLevel) -> MathBox {
        let BraceMark { shape, side } = mark;
        let Some(level) = level.deeper() else { return MathBox::default() };
        let sign = match (shape, side) {
            (BraceShape::Brace, VerticalSide::Over) => '⏞',
            (BraceShape::Brace, VerticalSide::Under) => '⏟',
            (BraceShape::Bracket, VerticalSide::Over) => '⎴',
            (BraceShape::Bracket, VerticalSide::Under) => '⎵',
            (BraceShape::Parenthesis, VerticalSide::Over) => '⏜',
            (BraceShape::Parenthesis, VerticalSide::Under) => '⏝',
        };
        let mut whole = self.packed(base, if side == VerticalSide::Over { level.cramped() } else { level });
        let brace = self.along(sign, whole.width, level);
        let constants = &self.face.constants;
        let x = (whole.width - brace.width) / 2;
        let y = match side {
            // The brace stands over the base like an accent. The glyph contains the white space below it.
            VerticalSide::Over => whole.ascent - whole.ascent.min(self.units(constants.accent_base_height, level)),
            VerticalSide::Under => -(whole.descent + self.units(constants.stretch_stack_gap_below_min, level) + brace.ascent),
        };
        whole.place(brace, Point { x, y });
        let Some(label) = label else { return whole };
        let label = self.packed(label, if side == VerticalSide::Over { level.superscript() } else { level.subscript() });
        let width = whole.width.max(label.width);
        let mut whole = whole.centred_in(width);
        // The label is as close to the brace as a limit to its operator.
        let y = match side {
            VerticalSide::Over => whole.ascent + self.units(constants.upper_limit_gap_min, level) + label.descent,
            VerticalSide::Under => -(whole.descent + self.units(constants.lower_limit_gap_min, level) + label.ascent),
        };
        whole.place(label.centred_in(width), Point { x: Length::ZERO, y });
        whole
    }

    /// The widest glyph of a sign that is not wider than `width`. If even the last variant is narrower, the sign assembled from pieces.
    fn along(&self, sign: char, width: Length, level: StyleLevel) -> MathBox {
        let Some(glyph) = self.face.glyph(sign) else { return MathBox::default() };
        let widest = self.widest(glyph, width, level);
        let [left, right] = self.face.measure(widest).ink;
        let natural = self.units(right - left, level);
        // Pieces are used only beyond the last variant. At shorter lengths they would overlap too much and look heavy.
        let is_last = self.face.construction(glyph, Axis::Horizontal).is_some_and(|found| found.variants.last() == Some(&widest));
        if is_last
            && natural < width
            && let Some(set) = self.widened(sign, width, level)
        {
            return set;
        }
        let set = self.glyph(widest, &sign.to_string(), level);
        let shift = Point { x: -self.units(left, level), y: Length::ZERO };
        let mut moved = MathBox { width: natural, ascent: set.ascent, descent: set.descent, items: Vec::new() };
        moved.draw(set, shift);
        moved
    }
}
