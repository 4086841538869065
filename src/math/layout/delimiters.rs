//! Signs that grow: delimiters, root signs, long arrows.
//!
//! The font has whole glyphs of several sizes, and pieces for any size (OpenType, "MathVariants"). The layout takes the first glyph that is
//! large enough. If there is none, it assembles the sign from pieces, with as few repetitions as possible. The pieces overlap so that the
//! sign gets the required length.
use super::FormulaLayout;
use super::level::StyleLevel;
use super::list::{Atom, ListEntry, space};
use crate::formula::{Class, DelimiterSize, MathStyle, Part, TextFace};
use crate::math::boxes::MathBox;
use crate::math::face::{AssemblyPiece, Axis, Construction};
use crate::units::{Length, Point};

/// How often a piece may be repeated. No page needs more.
const MOST_REPEATS: i64 = 2_000;

impl FormulaLayout<'_> {
    /// A sign at least `least` high, at any place relative to the baseline. If the font has none so high, the highest.
    pub(super) fn grown(&self, sign: char, least: Length, level: StyleLevel) -> MathBox {
        let text = sign.to_string();
        let Some(glyph) = self.face.glyph(sign) else {
            return self.text(&text, TextFace::Roman, level);
        };
        let glyph = self.face.in_script(glyph, level.script_depth());
        let plain = self.glyph(glyph, &text, level);
        if plain.extent() >= least {
            return plain;
        }
        let Some(construction) = self.face.construction(glyph, Axis::Vertical) else { return plain };
        for variant in &construction.variants {
            let set = self.glyph(*variant, &text, level);
            if set.extent() >= least {
                return set;
            }
        }
        if construction.pieces.is_empty() {
            return construction.variants.last().map_or(plain, |variant| self.glyph(*variant, &text, level));
        }
        self.assembled(&construction, &text, least, level)
    }

    /// A sign at least `least` wide. `None` if the font has no pieces for it.
    pub(super) fn widened(&self, sign: char, least: Length, level: StyleLevel) -> Option<MathBox> {
        let glyph = self.face.glyph(sign)?;
        let construction = self.face.construction(glyph, Axis::Horizontal)?;
        if construction.pieces.is_empty() {
            return None;
        }
        Some(self.assembled(&construction, &sign.to_string(), least, level))
    }

    /// Assembles a sign from its pieces. The first piece has the text.
    fn assembled(&self, construction: &Construction, text: &str, least: Length, level: StyleLevel) -> MathBox {
        let least = self.in_units(least, level);
        let overlap = self.face.least_overlap();
        let (pieces, overlaps) = chosen(&construction.pieces, least, overlap);
        let mut whole = MathBox::default();
        let mut at = 0;
        for (number, piece) in pieces.iter().enumerate() {
            let measure = self.face.measure(piece.glyph);
            let set = self.glyph(piece.glyph, if number == 0 { text } else { "" }, level);
            if number > 0 {
                at -= overlaps.get(number - 1).copied().unwrap_or(0);
            }
            if construction.axis == Axis::Vertical {
                // The lower end of a piece is not on its baseline.
                whole.width = whole.width.max(set.width);
                whole.draw(set, Point { x: Length::ZERO, y: self.units(at + measure.descent, level) });
            } else {
                whole.place(set, Point { x: self.units(at - measure.ink[0], level), y: Length::ZERO });
            }
            at += piece.full;
        }
        if construction.axis == Axis::Vertical {
            whole.ascent = self.units(at, level);
        } else {
            whole.width = self.units(at, level);
        }
        whole
    }

    /// A delimiter at least `least` high, centred on the axis. `None` gives TeX's `\nulldelimiterspace`, 0.12 em.
    pub(super) fn delimiter(&self, sign: Option<char>, least: Length, level: StyleLevel) -> MathBox {
        match sign {
            Some(sign) => self.on_axis(self.grown(sign, least, level), level),
            None => MathBox::white(level.base.scaled(12, 100)),
        }
    }

    /// Sets a list between delimiters of its height (appendix G, rule 19).
    pub(super) fn fenced(&self, left: Option<char>, right: Option<char>, parts: &[Part], level: StyleLevel) -> MathBox {
        let mut entries = vec![ListEntry::Atom(Box::new(Atom::new(Class::Open, MathBox::default(), level)))];
        entries.extend(self.entries(parts, level));
        entries.push(ListEntry::Atom(Box::new(Atom::new(Class::Close, MathBox::default(), level))));
        let axis = self.axis(level);
        let mut reach = Length::ZERO;
        for entry in &entries {
            if let ListEntry::Atom(atom) = entry {
                reach = reach.max(atom.set.ascent - axis).max(atom.set.descent + axis);
            }
        }
        let least = self.covering(reach * 2);
        let last = entries.len() - 1;
        for (at, entry) in entries.iter_mut().enumerate() {
            let ListEntry::Atom(atom) = entry else { continue };
            if at == 0 {
                atom.set = self.delimiter(left, least, level);
            } else if at == last {
                atom.set = self.delimiter(right, least, level);
            } else if let Some(sign) = atom.delimiter {
                atom.set = self.delimiter(Some(sign), least, level);
            }
        }
        space(&mut entries);
        self.join(entries).packed()
    }

    /// The least height of a delimiter around a list that is `height` high: 0.901 of `height`, or `height` less half an em, whichever is
    /// more (TeX's `\delimiterfactor` and `\delimitershortfall`).
    fn covering(&self, height: Length) -> Length {
        height.scaled(901, 1000).max(height - self.size / 2)
    }

    /// A delimiter of `\big` or another such size. As in amsmath, the sizes are multiples of the height of a parenthesis.
    pub(super) fn sized_delimiter(&self, sign: Option<char>, size: DelimiterSize, level: StyleLevel) -> MathBox {
        let per_mille = match size {
            DelimiterSize::Big => 1200,
            DelimiterSize::Bigger => 1800,
            DelimiterSize::VeryBig => 2400,
            DelimiterSize::Biggest => 3000,
        };
        let level = level.styled(MathStyle::Text);
        let parenthesis = self.face.glyph('(').map(|glyph| self.glyph(glyph, "", level).extent()).unwrap_or(level.base);
        let height = parenthesis.scaled(per_mille, 1000);
        match sign {
            Some(_) => self.delimiter(sign, self.covering(height), level),
            None => MathBox::default(),
        }
    }
}

/// Chooses the pieces of a sign at least `least` long, with repetitions. Returns them and the overlap after each of them but the last.
/// `overlap` is the least overlap of two pieces. Lengths are in font units.
fn chosen(pieces: &[AssemblyPiece], least: i64, overlap: i64) -> (Vec<AssemblyPiece>, Vec<i64>) {
    let repeated = |times: i64| -> Vec<AssemblyPiece> {
        let mut all = Vec::new();
        for piece in pieces {
            let times = if piece.extends { times } else { 1 };
            all.extend((0..times).map(|_| *piece));
        }
        all
    };
    // The length grows by the same amount with each repetition.
    let length = |all: &[AssemblyPiece]| {
        all.iter().map(|piece| piece.full).sum::<i64>() - overlap * i64::try_from(all.len().saturating_sub(1)).unwrap_or(0)
    };
    let (none, one) = (length(&repeated(0)), length(&repeated(1)));
    let step = one - length(&repeated(0)).max(0);
    let times = if none >= least && !repeated(0).is_empty() {
        0
    } else if one - none <= 0 {
        1
    } else {
        ((least - none + step - 1) / step.max(1)).clamp(1, MOST_REPEATS)
    };
    let all = repeated(times);
    let mut spare = (length(&all) - least).max(0);
    // How much more each joint may overlap. A repeated piece looks the same along its length, so it may overlap itself completely.
    let room = |pair: &[AssemblyPiece]| {
        let most = if pair[0].extends && pair[0].glyph == pair[1].glyph { pair[0].full } else { pair[0].end.min(pair[1].start) };
        (most - overlap).max(0)
    };
    let mut rooms: Vec<(usize, i64)> = all.windows(2).map(room).enumerate().collect();
    let mut overlaps = vec![overlap; rooms.len()];
    // The joints with the least room come first, so that the others share the rest equally.
    rooms.sort_by_key(|(_, room)| *room);
    let mut left = i64::try_from(rooms.len()).unwrap_or(0);
    for (at, room) in rooms {
        let more = (spare / left.max(1)).min(room);
        spare -= more;
        left -= 1;
        overlaps[at] += more;
    }
    (all, overlaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_reach_the_length_with_the_fewest_repetitions() {
        let end = AssemblyPiece { glyph: 1, start: 250, end: 250, full: 1_000, extends: false };
        let middle = AssemblyPiece { glyph: 2, start: 900, end: 900, full: 900, extends: true };
        for (least, count) in [(1_500, 2), (1_900, 2), (1_901, 3), (2_700, 3), (2_701, 4), (100_000, 125)] {
            let (pieces, overlaps) = chosen(&[end, middle, end], least, 100);
            let length = pieces.iter().map(|piece| piece.full).sum::<i64>() - overlaps.iter().sum::<i64>();
            assert_eq!(pieces.len(), count, "{least}");
            // Two ends overlap by 250 at most, and so do an end and a middle piece.
            let shortest = if count == 2 { 1_750 } else { 2_400 };
            assert!((least..=least.max(shortest) + 50).contains(&length), "{least}: {length}");
        }
    }
}
