//! A formula in running text, cut at the places at which a line may end: after relations and binary operators of the outermost list (The
//! TeXbook, chapter 18), and after punctuation.
use super::list::{AtomGlue, ListEntry};
use super::{FormulaLayout, Shape};
use crate::formula::{Class, Gap, Tree};
use crate::math::boxes::MathBox;
use crate::units::{Length, Point};

/// A part of a formula that is never cut, with the white space before it.
#[derive(Clone, Debug, Default)]
pub struct InlinePiece {
    /// The white space before it. It is left out at the beginning of a line.
    pub before: Length,
    /// By how much this space may grow.
    pub stretch: Length,
    /// By how much this space may shrink.
    pub shrink: Length,
    /// The part.
    pub set: MathBox,
    /// The sign at its end.
    pub after: PieceEnd,
}

/// The sign at the end of a piece. The cost of a line break there depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PieceEnd {
    /// A sign after which no line may end, or the end of the formula.
    #[default]
    Nothing,
    /// A relation.
    Relation {
        /// How many brackets are open.
        depth: u8,
    },
    /// A binary operator.
    Operator {
        /// How many brackets are open.
        depth: u8,
    },
    /// Punctuation, such as a comma.
    Punctuation,
}

impl FormulaLayout<'_> {
    /// The pieces of a formula in running text, at least one.
    #[must_use]
    pub fn pieces(&self, tree: &Tree) -> Vec<InlinePiece> {
        let level = self.level(Shape::Inline);
        let entries = self.entries(&tree.parts, level);
        let mut pieces = Vec::new();
        let mut piece = InlinePiece::default();
        let mut depth: u8 = 0;
        let mut class_before = None;
        let mut entries = entries.into_iter().peekable();
        while let Some(entry) = entries.next() {
            let atom = match entry {
                // A space at the beginning of a piece is part of the white space before it.
                ListEntry::Space(width) if piece.set.items.is_empty() && !pieces.is_empty() => {
                    piece.before += width;
                    continue;
                }
                ListEntry::Space(width) => {
                    piece.set.width += width;
                    continue;
                }
                ListEntry::Atom(atom) => atom,
            };
            let AtomGlue { width, stretch, shrink } = self.glue_before(&atom);
            let is_cut = matches!(atom.before, Gap::Medium | Gap::Thick) || class_before == Some(Class::Punct);
            if is_cut && !piece.set.items.is_empty() {
                piece.after = match class_before {
                    Some(Class::Rel) if atom.class != Class::Rel => PieceEnd::Relation { depth },
                    Some(Class::Bin) => PieceEnd::Operator { depth },
                    Some(Class::Punct) => PieceEnd::Punctuation,
                    _ => PieceEnd::Nothing,
                };
                pieces.push(std::mem::replace(&mut piece, InlinePiece { before: width, stretch, shrink, ..InlinePiece::default() }));
            } else {
                piece.set.width += width;
            }
            match atom.class {
                Class::Open => depth = depth.saturating_add(1),
                Class::Close => depth = depth.saturating_sub(1),
                Class::Ord | Class::Op | Class::Bin | Class::Rel | Class::Punct | Class::Inner => {}
            }
            class_before = Some(atom.class);
            let italic = if entries.peek().is_some() { atom.italic } else { Length::ZERO };
            let at = Point { x: piece.set.width, y: Length::ZERO };
            piece.set.width += atom.set.width + italic;
            piece.set.place(atom.set, at);
        }
        pieces.push(piece);
        pieces
    }
}
