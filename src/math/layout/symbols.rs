//! Single signs, words and operators: the parts that become glyphs. Also the dispatch of each part to the function that sets it.
use super::FormulaLayout;
use super::accents::{AccentMark, BraceMark};
use super::level::StyleLevel;
use super::list::Atom;
use super::scripts::ScriptPair;
use crate::formula::{Alphabet, Class, MathStyle, Part, Symbol, TextFace};
use crate::math::boxes::{BoxItem, MathBox, PlacedBoxItem};
use crate::math::face::Axis;
use crate::units::{Length, Point};

/// The box of a part to which scripts may be attached.
pub(super) struct Nucleus {
    pub(super) set: MathBox,
    /// The glyph, if the part is a single glyph. Its scripts follow the font's constants. Those of other parts also follow the height.
    pub(super) glyph: Option<u16>,
    /// The italic correction: how far the glyph leans out of its width.
    pub(super) italic: Length,
    /// Whether it is an operator that is larger in display style. Its width includes the italic correction.
    pub(super) is_operator: bool,
}

impl Nucleus {
    pub(super) const fn of(set: MathBox) -> Self {
        Self { set, glyph: None, italic: Length::ZERO, is_operator: false }
    }
}

impl FormulaLayout<'_> {
    /// Sets a part as an atom of a list.
    pub(super) fn atom(&self, part: &Part, level: StyleLevel) -> Atom {
        let class = match part {
            // LaTeX's `\frac` puts braces around the fraction, so it is spaced as an ordinary atom.
            Part::Fraction(_) => Class::Ord,
            part => part.class().unwrap_or(Class::Ord),
        };
        match part {
            Part::Middle(delimiter) => Atom { delimiter: *delimiter, ..Atom::new(Class::Open, MathBox::default(), level) },
            Part::Scripts(scripts) => Atom::new(class, self.scripts(scripts, level), level),
            part => {
                let Nucleus { set, italic, is_operator, .. } = self.nucleus(part, level);
                // The width of an operator includes the italic correction.
                Atom { italic: if is_operator { Length::ZERO } else { italic }, ..Atom::new(class, set, level) }
            }
        }
    }

    /// Sets a part without its scripts.
    pub(super) fn nucleus(&self, part: &Part, level: StyleLevel) -> Nucleus {
        match part {
            Part::Symbol(symbol) => self.symbol(symbol, level),
            // The italics of a math face are single letters, too far apart for a word.
            Part::Word(word) if word.alphabet == Alphabet::Italic => Nucleus::of(self.text(&word.text, TextFace::Italic, level)),
            Part::Word(word) => self.word(&word.glyph_text(), &word.text, level),
            Part::BigOperator(sign) => self.big_operator(sign, level),
            Part::NamedOperator(name) => self.word(name, name, level),
            // A group around a single sign is set as that sign (The TeXbook, page 291).
            Part::Group { class: Class::Ord, parts } if matches!(parts.as_slice(), [Part::Symbol(_) | Part::Group { .. }]) => {
                match level.deeper() {
                    Some(level) => self.nucleus(&parts[0], level),
                    None => Nucleus::of(MathBox::default()),
                }
            }
            Part::Accent { accent, stretches, side, base } => {
                self.accent(AccentMark { accent: *accent, stretches: *stretches, side: *side }, base, level)
            }
            part => Nucleus::of(self.composed(part, level)),
        }
    }

    /// Sets a part that consists of lists.
    fn composed(&self, part: &Part, level: StyleLevel) -> MathBox {
        match part {
            Part::Group { parts, .. } => self.packed(parts, level),
            Part::Scripts(scripts) => self.scripts(scripts, level),
            Part::Fraction(fraction) => self.fraction(fraction, level),
            Part::Root { radicand, degree } => self.root(radicand, degree.as_deref(), level),
            Part::Fenced { left, parts, right } => self.fenced(*left, *right, parts, level),
            Part::SizedDelimiter { delimiter, size, .. } => self.sized_delimiter(*delimiter, *size, level),
            Part::Line { side, base } => self.line(*side, base, level),
            Part::Brace { shape, side, base, label } => self.brace(BraceMark { shape: *shape, side: *side }, base, label.as_deref(), level),
            Part::Stack { base, over, under, .. } => {
                let base = self.packed(base, level);
                self.with_limits(base, Length::ZERO, ScriptPair { upper: over.as_deref(), lower: under.as_deref() }, level)
            }
            Part::Arrow { sign, over, under } => self.arrow(*sign, ScriptPair::of_arrow(over, under), Length::ZERO, level),
            Part::VerticalArrow { sign, left, right } => self.vertical_arrow(*sign, left, right, level),
            Part::Table(table) => self.table(table, level),
            Part::Text { text, face } => self.text(text, *face, level),
            Part::Reference { label, in_parentheses } => {
                let number = self.words.number(label);
                let text = if *in_parentheses { format!("({number})") } else { number };
                self.text(&text, TextFace::Roman, level)
            }
            Part::Rule { .. }
            | Part::Phantom { .. }
            | Part::Smashed { .. }
            | Part::Overlapping { .. }
            | Part::Enclosed { .. }
            | Part::Raised { .. }
            | Part::Centred(_) => self.enclosed_or_moved(part, level),
            // `nucleus` has set the parts without lists, and `flatten` those without a class.
            Part::Symbol(_)
            | Part::Word(_)
            | Part::BigOperator(_)
            | Part::NamedOperator(_)
            | Part::Accent { .. }
            | Part::Middle(_)
            | Part::Space(_)
            | Part::Styled { .. }
            | Part::Resized { .. }
            | Part::Choice { .. } => self.packed(std::slice::from_ref(part), level),
        }
    }

    fn symbol(&self, symbol: &Symbol, level: StyleLevel) -> Nucleus {
        let form = symbol.glyph_text();
        let mut characters = form.chars();
        let (Some(first), None) = (characters.next(), characters.next()) else { return self.word(&form, &symbol.text, level) };
        match self.face.glyph(first) {
            Some(glyph) => {
                let glyph = self.face.in_script(glyph, level.script_depth());
                let italic = self.units(self.face.measure(glyph).italic, level);
                Nucleus { set: self.glyph(glyph, &symbol.text, level), glyph: Some(glyph), italic, is_operator: false }
            }
            None => Nucleus::of(self.text(&symbol.text, TextFace::Roman, level)),
        }
    }

    /// Letters side by side, without italic corrections. A combining character is centred over the letter before it.
    fn word(&self, form: &str, plain: &str, level: StyleLevel) -> Nucleus {
        if !form.chars().all(|character| self.face.glyph(character).is_some()) {
            return Nucleus::of(self.text(plain, TextFace::Roman, level));
        }
        let mut set = MathBox::default();
        let mut last: Option<(Length, Length)> = None;
        let mut plain = plain.chars();
        for character in form.chars() {
            let Some(glyph) = self.face.glyph(character) else { continue };
            let glyph = self.face.in_script(glyph, level.script_depth());
            let text = plain.next().map(String::from).unwrap_or_default();
            let boxed = self.glyph(glyph, &text, level);
            match last {
                Some((start, width)) if is_combining(character) => {
                    let [left, right] = self.face.measure(glyph).ink.map(|place| self.units(place, level));
                    set.place(boxed, Point { x: start + (width - left - right) / 2, y: Length::ZERO });
                }
                _ => {
                    last = Some((set.width, boxed.width));
                    set.append(boxed);
                }
            }
        }
        Nucleus::of(set)
    }

    /// A sum or an integral, centred on the axis. In display style it has its larger form (appendix G, rule 13).
    fn big_operator(&self, sign: &str, level: StyleLevel) -> Nucleus {
        let mut characters = sign.chars();
        let (Some(first), None) = (characters.next(), characters.next()) else { return self.word(sign, sign, level) };
        let Some(mut glyph) = self.face.glyph(first) else { return Nucleus::of(self.text(sign, TextFace::Roman, level)) };
        if level.style == MathStyle::Display
            && let Some(construction) = self.face.construction(glyph, Axis::Vertical)
        {
            let least = self.face.constants.display_operator_min_height;
            let extent = |glyph: u16| {
                let measure = self.face.measure(glyph);
                measure.ascent + measure.descent
            };
            let large = construction.variants.iter().copied().find(|variant| extent(*variant) >= least);
            glyph = large.or(construction.variants.last().copied()).unwrap_or(glyph);
        }
        let set = self.on_axis(self.glyph(glyph, sign, level), level);
        Nucleus { set, glyph: None, italic: self.units(self.face.measure(glyph).italic, level), is_operator: true }
    }

    /// A box, moved so that its middle is on the axis.
    pub(super) fn on_axis(&self, set: MathBox, level: StyleLevel) -> MathBox {
        let shift = self.axis(level) - (set.ascent - set.descent) / 2;
        set.raised(shift)
    }

    /// The box of a glyph.
    pub(super) fn glyph(&self, glyph: u16, text: &str, level: StyleLevel) -> MathBox {
        let measure = self.face.measure(glyph);
        let item = BoxItem::Glyph { id: glyph, size: self.size_at(level), text: text.into() };
        MathBox {
            width: self.units(measure.advance, level),
            ascent: self.units(measure.ascent, level),
            descent: self.units(measure.descent, level),
            items: vec![PlacedBoxItem { x: Length::ZERO, y: Length::ZERO, item }],
        }
    }

    /// Words in the face of the text.
    pub(super) fn text(&self, text: &str, face: TextFace, level: StyleLevel) -> MathBox {
        let size = self.size_at(level);
        let measure = self.words.measure(text, face, size);
        let item = BoxItem::Words { text: text.into(), face, size, width: measure.width };
        MathBox {
            width: measure.width,
            ascent: measure.ascent,
            descent: measure.descent,
            items: vec![PlacedBoxItem { x: Length::ZERO, y: Length::ZERO, item }],
        }
    }
}

/// Whether a character is drawn over the one before it.
const fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}')
}
