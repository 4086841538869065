//! Lists: the boxes of their parts side by side, with TeX's spaces between them (The TeXbook, chapter 18; appendix G, rules 5, 6 and 20).
//!
//! Parts without a class (`\displaystyle`, `\mathchoice`) are set as if their parts stood in the list. So a list is first flattened to a
//! sequence of atoms and fixed spaces, each with its level. Binary operators without two operands become ordinary. Then each atom gets the
//! space before it, which depends on its class and on the class of the atom before it. Fixed spaces between the two do not matter.
use super::Layout;
use super::level::Level;
use crate::formula::{Class, Mu, Part, Style};
use crate::math::boxes::MathBox;
use crate::units::{Length, Point};

/// An atom of a list: its box, and its class.
pub(super) struct Atom {
    pub(super) class: Class,
    pub(super) set: MathBox,
    /// The italic correction: how far the glyph leans out of its width. It is added after the atom unless the atom is the last.
    pub(super) italic: Length,
    pub(super) level: Level,
    /// For `\middle`: the delimiter. It replaces the box when the height of the list is known.
    pub(super) delimiter: Option<char>,
    /// The space before it.
    pub(super) before: Spacing,
}

/// A part of a flat list.
pub(super) enum Entry {
    Atom(Box<Atom>),
    Space(Length),
}

/// The spaces between atoms. Medium and thick ones are glue, as in TeX, but stretch and shrink less. Letters and the spaces between words
/// stretch and shrink first, so that the formulas of a page look alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Spacing {
    #[default]
    None,
    Thin,
    Medium,
    Thick,
}

impl Spacing {
    /// Width, stretch and shrink in mu.
    pub(super) const fn mu(self) -> (i32, i32, i32) {
        match self {
            Self::None => (0, 0, 0),
            Self::Thin => (3, 0, 0),
            Self::Medium => (4, 1, 1),
            Self::Thick => (5, 2, 1),
        }
    }
}

impl Layout<'_> {
    /// Sets a list.
    pub(super) fn list(&self, parts: &[Part], level: Level) -> MathBox {
        self.join(self.entries(parts, level))
    }

    /// The flat list of parts, with its spaces.
    pub(super) fn entries(&self, parts: &[Part], level: Level) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(parts.len());
        if let Some(level) = level.deeper() {
            self.flatten(parts, level, &mut entries);
            space(&mut entries);
        }
        entries
    }

    fn flatten(&self, parts: &[Part], level: Level, out: &mut Vec<Entry>) {
        for part in parts {
            match part {
                Part::Space(width) => out.push(Entry::Space(self.mu(*width, level))),
                Part::Styled { style, parts } => self.flatten_deeper(parts, level.styled(*style), out),
                Part::Resized { percent, parts } => {
                    let base = level.base.scaled(i64::from(*percent), 100);
                    self.flatten_deeper(parts, level.resized(base), out);
                }
                Part::Choice { display, text, script, script_of_script } => {
                    let parts = match level.style {
                        Style::Display => display,
                        Style::Text => text,
                        Style::Script => script,
                        Style::ScriptOfScript => script_of_script,
                    };
                    self.flatten_deeper(parts, level, out);
                }
                part => out.push(Entry::Atom(Box::new(self.atom(part, level)))),
            }
        }
    }

    fn flatten_deeper(&self, parts: &[Part], level: Level, out: &mut Vec<Entry>) {
        if let Some(level) = level.deeper() {
            self.flatten(parts, level, out);
        }
    }

    /// Puts the entries side by side.
    pub(super) fn join(&self, entries: Vec<Entry>) -> MathBox {
        let mut joined = MathBox::default();
        let mut entries = entries.into_iter().peekable();
        // The first atom sets the height and the depth, which may be negative.
        let mut is_first = true;
        while let Some(entry) = entries.next() {
            match entry {
                Entry::Space(width) => joined.width += width,
                Entry::Atom(atom) => {
                    joined.width += self.spacing(&atom).0;
                    let italic = if entries.peek().is_some() { atom.italic } else { Length::ZERO };
                    if is_first {
                        (joined.ascent, joined.descent) = (atom.set.ascent, atom.set.descent);
                        is_first = false;
                    }
                    let at = Point { x: joined.width, y: Length::ZERO };
                    joined.width += atom.set.width + italic;
                    joined.place(atom.set, at);
                }
            }
        }
        joined
    }

    /// The width, the stretch and the shrink of the space before an atom.
    pub(super) fn spacing(&self, atom: &Atom) -> (Length, Length, Length) {
        let (width, stretch, shrink) = atom.before.mu();
        let length = |mu: i32| self.mu(Mu(mu * 1000), atom.level);
        (length(width), length(stretch), length(shrink))
    }

    /// A length in mu at a level.
    pub(super) fn mu(&self, length: Mu, level: Level) -> Length {
        self.size_at(level).scaled(i64::from(length.0), 18_000)
    }
}

impl Atom {
    pub(super) const fn new(class: Class, set: MathBox, level: Level) -> Self {
        Self { class, set, italic: Length::ZERO, level, delimiter: None, before: Spacing::None }
    }
}

/// Makes binary operators without two operands ordinary (appendix G, rules 5 and 6), and gives each atom the space before it.
pub(super) fn space(entries: &mut [Entry]) {
    let mut atoms: Vec<&mut Atom> =
        entries.iter_mut().filter_map(|entry| if let Entry::Atom(atom) = entry { Some(&mut **atom) } else { None }).collect();
    for at in 0..atoms.len() {
        let before = at.checked_sub(1).map(|before| atoms[before].class);
        match atoms[at].class {
            Class::Bin if matches!(before, None | Some(Class::Bin | Class::Op | Class::Rel | Class::Open | Class::Punct)) => {
                atoms[at].class = Class::Ord;
            }
            Class::Rel | Class::Close | Class::Punct if before == Some(Class::Bin) => atoms[at - 1].class = Class::Ord,
            _ => {}
        }
    }
    if let Some(last) = atoms.last_mut().filter(|last| last.class == Class::Bin) {
        last.class = Class::Ord;
    }
    for at in 1..atoms.len() {
        atoms[at].before = between(atoms[at - 1].class, atoms[at].class, atoms[at].level.is_script());
    }
}

/// The space between two atoms (The TeXbook, chapter 18, page 170).
const fn between(left: Class, right: Class, in_script: bool) -> Spacing {
    use Class::{Bin, Close, Inner, Op, Open, Ord, Punct, Rel};
    match (left, right) {
        (Ord | Op | Close | Inner, Op) | (Op, Ord) => Spacing::Thin,
        _ if in_script => Spacing::None,
        (Ord | Close | Inner, Bin) | (Bin, Ord | Op | Open | Inner) => Spacing::Medium,
        (Ord | Op | Close | Inner, Rel) | (Rel, Ord | Op | Open | Inner) => Spacing::Thick,
        (Ord | Op | Close, Inner) | (Inner, Ord | Open | Punct | Inner) => Spacing::Thin,
        (Punct, Ord | Op | Rel | Open | Close | Punct | Inner) => Spacing::Thin,
        _ => Spacing::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spaces_are_those_of_the_texbook() {
        use Class::{Bin, Close, Inner, Op, Open, Ord, Punct, Rel};
        let classes = [Ord, Op, Bin, Rel, Open, Close, Punct, Inner];
        // The table of page 170. `*` is a pair that cannot occur. Spaces with letters are left out in scripts.
        let table = ["01mk000t", "11*k000t", "mm**m**m", "kk*0k00k", "00*00000", "01mk000t", "tt*ttttt", "t1mkt0tt"];
        for (left, row) in classes.iter().zip(table) {
            for (right, expected) in classes.iter().zip(row.chars()) {
                let expected = match expected {
                    '*' => continue,
                    '1' | 't' => (Spacing::Thin, if expected == '1' { Spacing::Thin } else { Spacing::None }),
                    'm' => (Spacing::Medium, Spacing::None),
                    'k' => (Spacing::Thick, Spacing::None),
                    _ => (Spacing::None, Spacing::None),
                };
                assert_eq!((between(*left, *right, false), between(*left, *right, true)), expected, "{left:?} {right:?}");
            }
        }
    }
}
