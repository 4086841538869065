//! Changes every node and every run of inlines of a text, while it is still being read.
use crate::document::{Block, BlockKind, Cell, Definition, Division, Inline, InlineKind, ListItem, Node, Row};

/// What a pass changes.
pub(crate) trait Rewrite {
    /// A node, before what is inside. Called for every node once.
    fn node(&mut self, _node: &mut Node) {}
    /// All inlines of one block, before their own nodes.
    fn line(&mut self, _inlines: &mut Vec<Inline>) {}
    /// A block, before what is inside.
    fn block(&mut self, _block: &mut Block) {}
    /// After all that is inside a node.
    fn leave(&mut self, _node: &Node) {}
}

/// Changes a division and all that is in it.
pub(crate) fn division(division: &mut Division, pass: &mut impl Rewrite) {
    pass.node(&mut division.node);
    if let Some(heading) = &mut division.heading {
        pass.node(&mut heading.node);
        line(&mut heading.title, pass);
        pass.leave(&heading.node);
    }
    blocks(&mut division.blocks, pass);
    for inner in &mut division.divisions {
        self::division(inner, pass);
    }
    pass.leave(&division.node);
}

/// Changes blocks and all that is in them.
pub(crate) fn blocks(blocks: &mut [Block], pass: &mut impl Rewrite) {
    for block in blocks {
        pass.node(&mut block.node);
        pass.block(block);
        inside(&mut block.kind, pass);
        pass.leave(&block.node);
    }
}

fn inside(kind: &mut BlockKind, pass: &mut impl Rewrite) {
    match kind {
        BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } => line(inlines, pass),
        BlockKind::Quote { blocks: inner, attribution } => {
            blocks(inner, pass);
            attribution.iter_mut().for_each(|inlines| line(inlines, pass));
        }
        BlockKind::List(list) => {
            for ListItem { node, blocks: inner, .. } in &mut list.items {
                pass.node(node);
                blocks(inner, pass);
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
                bodies.iter_mut().for_each(|body| blocks(body, pass));
                pass.leave(node);
            }
        }
        BlockKind::Verse(stanzas) => stanzas.iter_mut().flatten().for_each(|inlines| line(inlines, pass)),
        BlockKind::Figure { body, caption } => {
            blocks(body, pass);
            caption.iter_mut().for_each(|inlines| line(inlines, pass));
        }
        BlockKind::Table(table) => {
            for Row { node, cells } in std::iter::once(&mut table.head).chain(&mut table.rows) {
                pass.node(node);
                for Cell { node, content } in cells {
                    pass.node(node);
                    line(content, pass);
                    pass.leave(node);
                }
                pass.leave(node);
            }
            table.caption.iter_mut().for_each(|inlines| line(inlines, pass));
        }
        BlockKind::Alert { blocks: inner, .. } | BlockKind::Container(inner) => blocks(inner, pass),
        BlockKind::Code { .. } | BlockKind::Math(_) | BlockKind::Break | BlockKind::PageBreak | BlockKind::Raw(_) => {}
    }
}

/// Changes one run of inlines.
pub(crate) fn line(inlines: &mut Vec<Inline>, pass: &mut impl Rewrite) {
    pass.line(inlines);
    nodes(inlines, pass);
}

fn nodes(inlines: &mut [Inline], pass: &mut impl Rewrite) {
    for inline in inlines {
        pass.node(&mut inline.node);
        if let Some(inner) = inner_mut(&mut inline.kind) {
            nodes(inner, pass);
        }
        pass.leave(&inline.node);
    }
}

/// What is inside an inline.
pub(crate) fn inner_mut(kind: &mut InlineKind) -> Option<&mut Vec<Inline>> {
    match kind {
        InlineKind::Emphasis(inner)
        | InlineKind::Strong(inner)
        | InlineKind::SmallCaps(inner)
        | InlineKind::Superscript(inner)
        | InlineKind::Subscript(inner)
        | InlineKind::Strikethrough(inner)
        | InlineKind::Image { alt: inner, .. }
        | InlineKind::Link { text: inner, .. }
        | InlineKind::Container(inner) => Some(inner),
        InlineKind::Text(_)
        | InlineKind::SoftBreak
        | InlineKind::LineBreak
        | InlineKind::Code(_)
        | InlineKind::Math(_)
        | InlineKind::Reference { .. }
        | InlineKind::NoteCall(_)
        | InlineKind::Anchor
        | InlineKind::Raw(_) => None,
    }
}
