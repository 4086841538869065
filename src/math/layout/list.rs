//! Lists: the boxes of their parts side by side, with TeX's spaces between them (The TeXbook, chapter 18; appendix G, rules 5, 6 and 20).
//!
//! Parts without a class (`\displaystyle`, `\mathchoice`) are set as if their parts stood in the list. So a list is first flattened to a
//! sequence of atoms and fixed spaces, each with its level. Binary operators without two operands become ordinary. Then each atom gets the
//! space before it, which depends on its class and on the class of the atom before it. Fixed spaces between the two do not matter.
use super::FormulaLayout;
use super::level::StyleLevel;
use crate::formula::{Class, Edges, Gap, MathStyle, Mu, Part, gap, make_lone_operators_ordinary};
use crate::math::boxes::MathBox;
use crate::units::{Length, Point};

/// An atom of a list: its box, and its class.
pub(super) struct Atom {
    pub(super) class: Class,
    pub(super) set: MathBox,
    /// The italic correction: how far the glyph leans out of its width. It is added after the atom unless the atom is the last.
    pub(super) italic: Length,
    pub(super) level: StyleLevel,
    /// For `\middle`: the delimiter. It replaces the box when the height of the list is known.
    pub(super) delimiter: Option<char>,
    /// The space before it.
    pub(super) before: Gap,
}

/// An entry of a flat list.
pub(super) enum ListEntry {
    Atom(Box<Atom>),
    Space(Length),
}

/// The white space before an atom. Medium and thick spaces are glue, as in TeX, but stretch and shrink less. Letters and the spaces between
/// words stretch and shrink first, so that the formulas of a page look alike.
pub(super) struct AtomGlue {
    pub(super) width: Length,
    pub(super) stretch: Length,
    pub(super) shrink: Length,
}

/// By how much a space may stretch, in mu.
const fn stretch(gap: Gap) -> i32 {
    match gap {
        Gap::None | Gap::Thin => 0,
        Gap::Medium => 1,
        Gap::Thick => 2,
    }
}

/// By how much a space may shrink, in mu.
const fn shrink(gap: Gap) -> i32 {
    match gap {
        Gap::None | Gap::Thin => 0,
        Gap::Medium | Gap::Thick => 1,
    }
}

impl FormulaLayout<'_> {
    /// Sets a list.
    pub(super) fn list(&self, parts: &[Part], level: StyleLevel) -> MathBox {
        self.join(self.entries(parts, level))
    }

    /// The flat list of parts, with its spaces.
    pub(super) fn entries(&self, parts: &[Part], level: StyleLevel) -> Vec<ListEntry> {
        let mut entries = Vec::with_capacity(parts.len());
        if let Some(level) = level.deeper() {
            self.flatten(parts, level, &mut entries);
            space(&mut entries);
        }
        entries
    }

    fn flatten(&self, parts: &[Part], level: StyleLevel, out: &mut Vec<ListEntry>) {
        for part in parts {
            match part {
                Part::Space(width) => out.push(ListEntry::Space(self.mu(*width, level))),
                Part::Styled { style, parts } => self.flatten_deeper(parts, level.styled(*style), out),
                Part::Resized { percent, parts } => {
                    let base = level.base.scaled(i64::from(*percent), 100);
                    self.flatten_deeper(parts, level.resized(base), out);
                }
                Part::Choice { display, text, script, script_of_script } => {
                    let parts = match level.style {
                        MathStyle::Display => display,
                        MathStyle::Text => text,
                        MathStyle::Script => script,
                        MathStyle::ScriptOfScript => script_of_script,
                    };
                    self.flatten_deeper(parts, level, out);
                }
                part => out.push(ListEntry::Atom(Box::new(self.atom(part, level)))),
            }
        }
    }

    fn flatten_deeper(&self, parts: &[Part], level: StyleLevel, out: &mut Vec<ListEntry>) {
        if let Some(level) = level.deeper() {
            self.flatten(parts, level, out);
        }
    }

    /// Puts the entries side by side.
    pub(super) fn join(&self, entries: Vec<ListEntry>) -> MathBox {
        let mut joined = MathBox::default();
        let mut entries = entries.into_iter().peekable();
        // The first atom sets the height and the depth, which may be negative.
        let mut is_first = true;
        while let Some(entry) = entries.next() {
            match entry {
                ListEntry::Space(width) => joined.width += width,
                ListEntry::Atom(atom) => {
                    joined.width += self.glue_before(&atom).width;
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

    /// The white space before an atom.
    pub(super) fn glue_before(&self, atom: &Atom) -> AtomGlue {
        let length = |mu: i32| self.mu(Mu(mu * 1000), atom.level);
        AtomGlue { width: length(atom.before.mu()), stretch: length(stretch(atom.before)), shrink: length(shrink(atom.before)) }
    }

    /// A length in mu at a level.
    pub(super) fn mu(&self, length: Mu, level: StyleLevel) -> Length {
        self.size_at(level).scaled(i64::from(length.0), 18_000)
    }
}

impl Atom {
    pub(super) const fn new(class: Class, set: MathBox, level: StyleLevel) -> Self {
        Self { class, set, italic: Length::ZERO, level, delimiter: None, before: Gap::None }
    }
}

/// Makes binary operators without two operands ordinary, and gives each atom the space before it.
pub(super) fn space(entries: &mut [ListEntry]) {
    let mut atoms: Vec<&mut Atom> =
        entries.iter_mut().filter_map(|entry| if let ListEntry::Atom(atom) = entry { Some(&mut **atom) } else { None }).collect();
    let mut classes: Vec<Edges> = atoms.iter().map(|atom| Edges { left: atom.class, right: atom.class }).collect();
    make_lone_operators_ordinary(&mut classes.iter_mut().collect::<Vec<_>>());
    let mut before = None;
    for (atom, Edges { left: class, .. }) in atoms.iter_mut().zip(classes) {
        atom.class = class;
        if let Some(before) = before {
            atom.before = gap(before, class, atom.level.is_script());
        }
        before = Some(class);
    }
}
