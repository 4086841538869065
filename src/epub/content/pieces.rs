//! Cuts long divisions: where a content document ends and the next one begins within a chapter.
//!
//! Old reading systems load a content document whole, and slow down or fail at more than some 300 kB. So a division that is too long is
//! cut into pieces. The pieces are filled one after the other. A piece preferably ends before a section, or else before any block that is
//! not the first below a heading. A single block is never cut, and notes move with their first calls.
use crate::document::{Block, BlockKind, Division, DivisionKind, Inline, InlineKind, NodeId, Note, NoteId, Visit, walk_block, walk_blocks};
use crate::resolve::Book;

/// The maximum number of bytes in a piece, as [`Weight`] estimates them. The XHTML of a piece is then at most about 250 kB.
const MOST: usize = 200_000;
/// A piece that ends before a section has at least this part of [`MOST`], so that no tiny piece comes before a long section.
const LEAST: usize = MOST / 3;

/// A part of a division that is not cut: a heading with the first block below it, or a block.
struct UncutPart {
    start: NodeId,
    weight: usize,
    /// Whether a section begins with it.
    begins_section: bool,
}

/// The ids of the nodes with which the second and all later pieces of a division begin. Empty if the division is short enough.
pub(super) fn cuts(book: &Book<'_>, division: &Division) -> Vec<NodeId> {
    let mut units = Vec::new();
    collect(book, division, &mut units);
    let mut cuts = Vec::new();
    // The first unit of the piece, the weight of the piece so far, and the last section in it with the weight before that section.
    let mut begin = 0;
    let mut weight = 0;
    let mut section: Option<(usize, usize)> = None;
    let mut at = 0;
    while let Some(unit) = units.get(at) {
        if at > begin && weight + unit.weight > MOST {
            let next = match section {
                Some((next, before)) if before >= LEAST && !unit.begins_section => next,
                _ => at,
            };
            cuts.push(units[next].start);
            (begin, at, weight, section) = (next, next, 0, None);
            continue;
        }
        if unit.begins_section && at > begin {
            section = Some((at, weight));
        }
        weight += unit.weight;
        at += 1;
    }
    cuts
}

/// Collects the units of a division and of the sections in it.
fn collect(book: &Book<'_>, division: &Division, units: &mut Vec<UncutPart>) {
    let start = division.node.id;
    let mut blocks = division.blocks.iter();
    // A heading is never cut off from what follows it. A section without text of its own goes with its first section.
    let first = blocks.next().map_or(0, |block| weight(book, block));
    units.push(UncutPart { start, weight: first, begins_section: true });
    units.extend(blocks.map(|block| UncutPart { start: block.node.id, weight: weight(book, block), begins_section: false }));
    if division.kind == DivisionKind::Part {
        return;
    }
    for (nth, inner) in division.divisions.iter().enumerate() {
        let from = units.len();
        collect(book, inner, units);
        if nth == 0 && division.blocks.is_empty() {
            let first = units.remove(from);
            units[from - 1].weight += first.weight;
        }
    }
}

fn weight(book: &Book<'_>, block: &Block) -> usize {
    let mut weight = Weight { book, bytes: 0, in_note: false };
    walk_block(block, &mut weight);
    weight.bytes
}

/// Estimates the bytes of XHTML, with those of the notes that are first called.
struct Weight<'a> {
    book: &'a Book<'a>,
    bytes: usize,
    /// Whether a note is visited. The notes that notes call are few, and are not counted.
    in_note: bool,
}

impl Weight<'_> {
    fn note(&mut self, id: NoteId, call: NodeId) {
        let entry = self.book.resolution.note(id);
        if !self.in_note && entry.calls.first().is_some_and(|(first, _)| *first == call) {
            let Note { blocks, .. } = self.book.document.note(id);
            self.bytes += 200;
            self.in_note = true;
            walk_blocks(blocks, self);
            self.in_note = false;
        }
    }
}

impl Visit for Weight<'_> {
    fn block(&mut self, block: &Block) {
        self.bytes += 30;
        match &block.kind {
            BlockKind::Code { text, .. } => self.bytes += text.len() + 35 * self.book.tokens(block.node.id).len(),
            BlockKind::Math(formula) => self.bytes += formula.source.len() * 10,
            BlockKind::Paragraph(_)
            | BlockKind::Heading { .. }
            | BlockKind::Quote { .. }
            | BlockKind::List(_)
            | BlockKind::Definitions(_)
            | BlockKind::Verse(_)
            | BlockKind::Figure { .. }
            | BlockKind::Table(_)
            | BlockKind::Alert { .. }
            | BlockKind::Break
            | BlockKind::PageBreak
            | BlockKind::Container(_)
            | BlockKind::Raw(_) => {}
        }
    }

    fn line(&mut self, _: &[Inline]) {
        self.bytes += 30;
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(text) => self.bytes += text.len(),
            InlineKind::Code(text) => self.bytes += text.len() + 13,
            InlineKind::Math(formula) => self.bytes += formula.source.len() * 10,
            InlineKind::Image { .. } | InlineKind::Link { .. } | InlineKind::Reference { .. } => self.bytes += 80,
            InlineKind::NoteCall(note) => {
                self.bytes += 120;
                self.note(*note, inline.node.id);
            }
            InlineKind::SoftBreak
            | InlineKind::LineBreak
            | InlineKind::Emphasis(_)
            | InlineKind::Strong(_)
            | InlineKind::SmallCaps(_)
            | InlineKind::Superscript(_)
            | InlineKind::Subscript(_)
            | InlineKind::Strikethrough(_)
            | InlineKind::Phrase(..)
            | InlineKind::Recording(_)
            | InlineKind::CrossReference(_)
            | InlineKind::Citation(_)
            | InlineKind::Anchor
            | InlineKind::Container(_)
            | InlineKind::Raw(_) => self.bytes += 20,
        }
    }
}
