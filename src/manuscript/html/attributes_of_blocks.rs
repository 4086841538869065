//! Gives the attributes of an element to the blocks inside it, if the element itself is not a block of the document.
use crate::document::{Attributes, Block, BlockKind, Inline, InlineKind, Node};

use crate::manuscript::syntax::attributes::merge;

/// Adds the blocks of an element. All get its attributes, but only the first gets its anchor.
pub(super) fn adopt(node: Node, mut blocks: Vec<Block>, out: &mut Vec<Block>) {
    let Some(attributes) = node.attrs.as_deref().cloned() else { return out.extend(blocks) };
    let anchor = attributes.anchor.clone();
    let others = Attributes { anchor: None, ..attributes };
    blocks.iter_mut().for_each(|block| merge(&mut block.node, others.clone()));
    put_anchor(anchor, &node, &mut blocks);
    out.extend(blocks);
}

/// Gives the anchor of an element to the first of its blocks. If there is no block, or the first has an anchor of its own, a paragraph with
/// the anchor is added before the blocks. `element` is the node of the element.
pub(super) fn put_anchor(anchor: Option<String>, element: &Node, blocks: &mut Vec<Block>) {
    let Some(anchor) = anchor else { return };
    let attributes = Attributes { anchor: Some(anchor), ..Attributes::default() };
    match blocks.first_mut() {
        Some(first) if first.node.anchor().is_none() && !matches!(first.kind, BlockKind::PageBreak) => merge(&mut first.node, attributes),
        _ => {
            // The anchor belongs to what follows a page break.
            let after = blocks.iter().take_while(|block| matches!(block.kind, BlockKind::PageBreak)).count();
            let inline = Inline { node: Node::with(element.span, attributes), kind: InlineKind::Anchor };
            blocks.insert(after, Block { node: Node::at(element.span), kind: BlockKind::Paragraph(vec![inline]) });
        }
    }
}
