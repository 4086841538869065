//! Displayed formulas: one box, or one for each row of aligned equations, so that a page may end between two rows.
use super::list::{Atom, ListEntry};
use super::tables::SetRow;
use super::{FormulaLayout, Shape};
use crate::formula::{Class, Part, TableKind, Tree};
use crate::math::boxes::MathBox;
use crate::units::{Length, Point};

/// A line of a displayed formula.
#[derive(Clone, Debug)]
pub struct DisplayRow {
    /// The formula. All rows of one formula are equally wide.
    pub set: MathBox,
    /// The white space between it and the row above.
    pub before: Length,
}

/// A part of a broken formula. Each part but the first begins with a relation or a binary operator.
struct FormulaChunk {
    set: MathBox,
    /// The space before it, unless it begins a line.
    before: Length,
    begins_with_relation: bool,
}

/// The indent of all lines of a broken formula but the first, in ems: amsmath's `\multlinegap` and the width of a relation.
const INDENT: i64 = 2;
/// The white space between the lines of a broken formula, in thousandths of an em: TeX's `\jot`.
const BETWEEN_LINES: i64 = 300;

impl FormulaLayout<'_> {
    /// The lines of a displayed formula: one, or one for each row of aligned equations. `is_one` says that the rows share one number, and
    /// keeps them together as one line.
    #[must_use]
    pub fn display(&self, tree: &Tree, is_one: bool) -> Vec<DisplayRow> {
        if let [Part::Table(table)] = tree.parts.as_slice()
            && matches!(table.kind, TableKind::Aligned | TableKind::Gathered)
            && !is_one
            && table.rules.is_empty()
        {
            let rows = self.set_table(table, self.level(Shape::Display)).rows;
            let row = |row: SetRow| DisplayRow { set: MathBox { ascent: row.ascent, descent: row.descent, ..row.set }, before: row.before };
            return rows.into_iter().map(row).collect();
        }
        let set = self.formula(tree, Shape::Display);
        vec![DisplayRow { set, before: Length::ZERO }]
    }

    /// The lines of a displayed formula that is too wide for a measure. The formula is broken before relations, and if that is not enough,
    /// also before binary operators. All lines but the first are indented. `None` if a line is still too wide.
    #[must_use]
    pub fn broken(&self, tree: &Tree, measure: Length) -> Option<Vec<DisplayRow>> {
        let chunks = self.chunks(&tree.parts);
        let indent = self.size * INDENT;
        let lines = filled(relations(&chunks), measure, indent).or_else(|| filled(chunks, measure, indent))?;
        let row = |(number, line): (usize, MathBox)| {
            let mut set = MathBox { width: measure, ..MathBox::default() };
            set.place(line, Point { x: if number == 0 { Length::ZERO } else { indent }, y: Length::ZERO });
            let before = if number == 0 { Length::ZERO } else { self.size.scaled(BETWEEN_LINES, 1000) };
            DisplayRow { set, before }
        };
        Some(lines.into_iter().enumerate().map(row).collect())
    }

    /// Cuts a list at the places at which it may be broken: before relations and binary operators outside of brackets.
    fn chunks(&self, parts: &[Part]) -> Vec<FormulaChunk> {
        let entries = self.entries(parts, self.level(Shape::Display));
        let mut chunks: Vec<FormulaChunk> = Vec::new();
        let mut chunk = FormulaChunk { set: MathBox::default(), before: Length::ZERO, begins_with_relation: false };
        let mut depth: usize = 0;
        let mut class_before = None;
        let mut entries = entries.into_iter().peekable();
        while let Some(entry) = entries.next() {
            let Atom { class, set, italic, .. } = match entry {
                ListEntry::Space(width) => {
                    chunk.set.width += width;
                    continue;
                }
                ListEntry::Atom(atom) => {
                    let space = self.glue_before(&atom).width;
                    let begins = matches!(atom.class, Class::Rel | Class::Bin) && depth == 0 && class_before != Some(Class::Rel);
                    if begins && !chunk.set.items.is_empty() {
                        let begins_with_relation = atom.class == Class::Rel;
                        chunks.push(std::mem::replace(
                            &mut chunk,
                            FormulaChunk { set: MathBox::default(), before: space, begins_with_relation },
                        ));
                    } else {
                        chunk.set.width += space;
                    }
                    *atom
                }
            };
            match class {
                Class::Open => depth += 1,
                Class::Close => depth = depth.saturating_sub(1),
                Class::Ord | Class::Op | Class::Bin | Class::Rel | Class::Punct | Class::Inner => {}
            }
            class_before = Some(class);
            let at = Point { x: chunk.set.width, y: Length::ZERO };
            chunk.set.width += set.width + if entries.peek().is_some() { italic } else { Length::ZERO };
            chunk.set.place(set, at);
        }
        chunks.push(chunk);
        chunks
    }
}

/// Joins the parts so that each but the first begins with a relation.
fn relations(chunks: &[FormulaChunk]) -> Vec<FormulaChunk> {
    let mut joined: Vec<FormulaChunk> = Vec::new();
    for FormulaChunk { set, before, begins_with_relation } in chunks {
        match joined.last_mut().filter(|_| !begins_with_relation) {
            Some(last) => {
                last.set.width += *before;
                last.set.append(set.clone());
            }
            None => joined.push(FormulaChunk { set: set.clone(), before: *before, begins_with_relation: *begins_with_relation }),
        }
    }
    joined
}

/// Puts the parts on lines that are at most as long as the measure. `None` if a part does not fit on a line.
fn filled(chunks: Vec<FormulaChunk>, measure: Length, indent: Length) -> Option<Vec<MathBox>> {
    let mut lines: Vec<MathBox> = Vec::new();
    for FormulaChunk { set, before, .. } in chunks {
        let room = if lines.len() > 1 { measure - indent } else { measure };
        match lines.last_mut() {
            Some(line) if line.width + before + set.width <= room => {
                line.width += before;
                line.append(set);
            }
            last => {
                let room = if last.is_some() { measure - indent } else { measure };
                if set.width > room {
                    return None;
                }
                lines.push(set);
            }
        }
    }
    Some(lines)
}
