//! The traversal for passes that change a document or its parts.
use super::{Block, BlockKind, CellContent, Definition, Division, Document, Inline, InlineKind, ListItem, Node};

/// A pass that may change what it visits. The walk calls its methods in reading order; each does nothing unless the pass implements it.
pub trait VisitMut {
    /// Visits a node, before its content. Called once for each division, heading, block, item, row, cell, inline and note.
    fn node(&mut self, _node: &mut Node) {}
    /// Leaves a node, after its content.
    fn leave(&mut self, _node: &Node) {}
    /// Visits a block, after its node and before its content.
    fn block(&mut self, _block: &mut Block) {}
    /// Visits all inlines of a paragraph, a heading, a cell or the like, before their content.
    fn line(&mut self, _inlines: &mut Vec<Inline>) {}
    /// Visits any sequence of inlines, before their content: each line, and the content of each inline that contains others.
    fn inlines(&mut self, _inlines: &mut Vec<Inline>) {}
    /// Visits an inline, before its node and its content.
    fn inline(&mut self, _inline: &mut Inline) {}
}

/// Visits all divisions, then all notes.
pub fn walk_document_mut(document: &mut Document, pass: &mut impl VisitMut) {
    document.matter.iter_mut().flatten().for_each(|division| walk_division_mut(division, pass));
    for note in &mut document.notes {
        pass.node(&mut note.node);
        walk_blocks_mut(&mut note.blocks, pass);
        pass.leave(&note.node);
    }
}

/// Visits a division and everything in it.
pub fn walk_division_mut(division: &mut Division, pass: &mut impl VisitMut) {
    pass.node(&mut division.node);
    if let Some(heading) = &mut division.heading {
        pass.node(&mut heading.node);
        line(&mut heading.title, pass);
        pass.leave(&heading.node);
    }
    walk_blocks_mut(&mut division.blocks, pass);
    for inner in &mut division.divisions {
        walk_division_mut(inner, pass);
    }
    pass.leave(&division.node);
}

/// Visits blocks and everything in them.
pub fn walk_blocks_mut(blocks: &mut [Block], pass: &mut impl VisitMut) {
    for block in blocks {
        pass.node(&mut block.node);
        pass.block(block);
        inside(&mut block.kind, pass);
        pass.leave(&block.node);
    }
}

fn inside(kind: &mut BlockKind, pass: &mut impl VisitMut) {
    match kind {
        BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } => line(inlines, pass),
        BlockKind::Quote { blocks: inner, attribution } => {
            walk_blocks_mut(inner, pass);
            attribution.iter_mut().for_each(|inlines| line(inlines, pass));
        }
        BlockKind::List(list) => {
            for ListItem { node, blocks: inner, .. } in &mut list.items {
                pass.node(node);
                walk_blocks_mut(inner, pass);
                pass.leave(node);
            }
        }
        BlockKind::Definitions(definitions) => {
            for Definition { node, terms, bodies } in definitions {
                pass.node(node);
                for (node, term) in terms {
                    pass.node(node);
                    line(term, pass);
                    pass.leave(node);
                }
                bodies.iter_mut().for_each(|body| walk_blocks_mut(body, pass));
                pass.leave(node);
            }
        }
        BlockKind::Verse(stanzas) => stanzas.iter_mut().flatten().for_each(|inlines| line(inlines, pass)),
        BlockKind::Figure { body, caption } => {
            walk_blocks_mut(body, pass);
            caption.iter_mut().for_each(|inlines| line(inlines, pass));
        }
        BlockKind::Table(table) => {
            for row in table.rows_mut() {
                pass.node(&mut row.node);
                for cell in row.cells_mut() {
                    pass.node(&mut cell.node);
                    match &mut cell.content {
                        CellContent::Line(inlines) => line(inlines, pass),
                        CellContent::Blocks(blocks) => walk_blocks_mut(blocks, pass),
                    }
                    pass.leave(&cell.node);
                }
                pass.leave(&row.node);
            }
            table.caption.iter_mut().for_each(|inlines| line(inlines, pass));
        }
        BlockKind::Alert { title, blocks: inner, .. } => {
            title.iter_mut().for_each(|inlines| line(inlines, pass));
            walk_blocks_mut(inner, pass);
        }
        BlockKind::Container(inner) => walk_blocks_mut(inner, pass),
        BlockKind::Code { .. } | BlockKind::Math(_) | BlockKind::Break | BlockKind::PageBreak | BlockKind::Raw(_) => {}
    }
}

fn line(inlines: &mut Vec<Inline>, pass: &mut impl VisitMut) {
    pass.line(inlines);
    sequence(inlines, pass);
}

fn sequence(inlines: &mut Vec<Inline>, pass: &mut impl VisitMut) {
    pass.inlines(inlines);
    for inline in inlines {
        pass.inline(inline);
        pass.node(&mut inline.node);
        if let InlineKind::Citation(citation) = &mut inline.kind {
            for work in &mut citation.works {
                sequence(&mut work.prefix, pass);
                sequence(&mut work.suffix, pass);
            }
        }
        if let Some(inner) = inline.kind.inner_mut() {
            sequence(inner, pass);
        }
        pass.leave(&inline.node);
    }
}
