//! The traversal of a document, for passes and checks that read it.
use std::borrow::Cow;

use super::{Block, BlockKind, CellContent, Division, Document, Inline, InlineKind, Node, NodeId, Note, VisitMut, walk_document_mut};
use crate::formula::plain_signs;

/// A pass that reads a document. The walk calls its methods in reading order; each does nothing unless the pass implements it.
pub trait Visit {
    /// Visits a division, before its heading.
    fn division(&mut self, _division: &Division) {}
    /// Visits a block, before its content.
    fn block(&mut self, _block: &Block) {}
    /// Whether to visit the content of a block. Called after [`Visit::block`].
    fn enters(&mut self, _block: &Block) -> bool {
        true
    }
    /// Visits all inlines of a paragraph, a title, a caption, a cell or the like, before their content.
    fn line(&mut self, _inlines: &[Inline]) {}
    /// Visits an inline, before its content.
    fn inline(&mut self, _inline: &Inline) {}
    /// Visits a note, before its blocks. Notes come after all divisions.
    fn note(&mut self, _note: &Note) {}
}

/// Visits all divisions, then all notes.
pub fn walk_document(document: &Document, visit: &mut impl Visit) {
    for (_, division) in document.divisions() {
        walk_division(division, visit);
    }
    for note in &document.notes {
        visit.note(note);
        walk_blocks(&note.blocks, visit);
    }
}

/// Visits a division and everything in it.
pub fn walk_division(division: &Division, visit: &mut impl Visit) {
    visit.division(division);
    if let Some(heading) = &division.heading {
        walk_line(&heading.title, visit);
    }
    walk_blocks(&division.blocks, visit);
    for inner in &division.divisions {
        walk_division(inner, visit);
    }
}

/// Visits blocks and everything in them.
pub fn walk_blocks(blocks: &[Block], visit: &mut impl Visit) {
    for block in blocks {
        walk_block(block, visit);
    }
}

/// Visits a block and everything in it.
pub fn walk_block(block: &Block, visit: &mut impl Visit) {
    visit.block(block);
    if !visit.enters(block) {
        return;
    }
    match &block.kind {
        BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } => walk_line(inlines, visit),
        BlockKind::Quote { blocks, attribution } => {
            walk_blocks(blocks, visit);
            walk_line(attribution.as_deref().unwrap_or_default(), visit);
        }
        BlockKind::List(list) => list.items.iter().for_each(|item| walk_blocks(&item.blocks, visit)),
        BlockKind::Definitions(definitions) => {
            for definition in definitions {
                definition.terms.iter().for_each(|(_, term)| walk_line(term, visit));
                definition.bodies.iter().for_each(|body| walk_blocks(body, visit));
            }
        }
        BlockKind::Verse(stanzas) => stanzas.iter().flatten().for_each(|line| walk_line(line, visit)),
        BlockKind::Figure { body, caption } => {
            walk_blocks(body, visit);
            walk_line(caption.as_deref().unwrap_or_default(), visit);
        }
        BlockKind::Table(table) => {
            table.cells().for_each(|cell| walk_content(&cell.content, visit));
            walk_line(table.caption.as_deref().unwrap_or_default(), visit);
        }
        BlockKind::Alert { title, blocks, .. } => {
            walk_inlines(title.as_deref().unwrap_or_default(), visit);
            walk_blocks(blocks, visit);
        }
        BlockKind::Container(blocks) => walk_blocks(blocks, visit),
        BlockKind::Code { .. } | BlockKind::Math(_) | BlockKind::Break | BlockKind::PageBreak | BlockKind::Raw(_) => {}
    }
}

/// Visits what a cell of a table holds.
pub fn walk_content(content: &CellContent, visit: &mut impl Visit) {
    match content {
        CellContent::Line(inlines) => walk_line(inlines, visit),
        CellContent::Blocks(blocks) => walk_blocks(blocks, visit),
    }
}

/// Visits the inlines of a paragraph, a title, a caption, a cell or the like, and everything in them.
fn walk_line(inlines: &[Inline], visit: &mut impl Visit) {
    visit.line(inlines);
    walk_inlines(inlines, visit);
}

/// Visits inlines and everything in them.
pub fn walk_inlines(inlines: &[Inline], visit: &mut impl Visit) {
    for inline in inlines {
        walk_inline(inline, visit);
    }
}

/// Visits an inline and everything in it.
pub fn walk_inline(inline: &Inline, visit: &mut impl Visit) {
    visit.inline(inline);
    if let InlineKind::Citation(citation) = &inline.kind {
        for work in &citation.works {
            walk_inlines(&work.prefix, visit);
            walk_inlines(&work.suffix, visit);
        }
    }
    walk_inlines(inline.kind.inner().unwrap_or_default(), visit);
}

/// The words of inlines without markup: for titles in metadata, running heads and anchors. Note calls and raw text are left out, breaks
/// become spaces, pictures become their alternative text.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    plain_text_with(inlines, &|_| Cow::Borrowed(""))
}

/// The words of a title for metadata, running heads and navigation: [`plain_text`] without soft hyphens, which only lines of text need.
#[must_use]
pub fn title_text(inlines: &[Inline]) -> String {
    plain_text(inlines).replace(SOFT_HYPHEN, "")
}

/// Like [`plain_text`], with the text of references, which `reference` returns.
#[must_use]
pub fn plain_text_with<'a>(inlines: &[Inline], reference: &dyn Fn(&Inline) -> Cow<'a, str>) -> String {
    let mut words = PlainText { text: String::new(), reference };
    walk_inlines(inlines, &mut words);
    words.text.trim().to_owned()
}

/// The character at which a word may be divided.
const SOFT_HYPHEN: char = '\u{AD}';

/// Collects the words of inlines.
struct PlainText<'a, 'r> {
    text: String,
    reference: &'r dyn Fn(&Inline) -> Cow<'a, str>,
}

impl Visit for PlainText<'_, '_> {
    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(words) | InlineKind::Code(words) => self.text.push_str(words),
            InlineKind::Math(formula) => {
                let signs = formula.tree.as_deref().map(plain_signs).filter(|signs| !signs.is_empty());
                self.text.push_str(signs.as_deref().unwrap_or(&formula.source));
            }
            InlineKind::SoftBreak | InlineKind::LineBreak => self.text.push(' '),
            InlineKind::Reference { .. } => self.text.push_str(&(self.reference)(inline)),
            InlineKind::Emphasis(_)
            | InlineKind::Strong(_)
            | InlineKind::SmallCaps(_)
            | InlineKind::Superscript(_)
            | InlineKind::Subscript(_)
            | InlineKind::Strikethrough(_)
            | InlineKind::Phrase(..)
            | InlineKind::Recording(_)
            | InlineKind::Image { .. }
            | InlineKind::Link { .. }
            | InlineKind::CrossReference(_)
            | InlineKind::Citation(_)
            | InlineKind::Container(_)
            | InlineKind::NoteCall(_)
            | InlineKind::Anchor
            | InlineKind::Raw(_) => {}
        }
    }
}

/// Gives every node its id, in reading order, and sets the document's node count. This is the last step of reading.
pub fn number_nodes(document: &mut Document) {
    let mut numberer = Numberer { next: 0 };
    walk_document_mut(document, &mut numberer);
    document.node_count = numberer.next;
}

/// Numbers the nodes in the order in which they are visited.
struct Numberer {
    next: u32,
}

impl VisitMut for Numberer {
    fn node(&mut self, node: &mut Node) {
        node.id = NodeId(self.next);
        self.next += 1;
    }
}
