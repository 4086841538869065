//! Figures of a tree.
use crate::document::{Block, BlockKind, Inline, InlineKind, Node};

use crate::manuscript::html::blocks::TreeReader;
use crate::manuscript::html::reports;
use crate::manuscript::html::tag_attributes::TagAttributes;
use crate::manuscript::html::text_of_blocks::{named, style_blocks};
use crate::manuscript::html::tree::TreeNodeId;
use crate::manuscript::shape;

impl TreeReader<'_, '_> {
    /// Adds a figure. `node` is the node of its element.
    pub(super) fn figure(&mut self, place: TreeNodeId, node: Node, out: &mut Vec<Block>) {
        let mut node = node;
        let mut caption: Vec<Inline> = Vec::new();
        let mut line = Vec::new();
        let mut inner = Vec::new();
        for child in self.children(place) {
            if self.name(child) == "figcaption" {
                self.flush(&mut line, &mut inner);
                let words = self.figure_caption(child, &mut inner);
                join(&mut caption, words);
            } else {
                self.part(child, &mut line, &mut inner);
            }
        }
        self.flush(&mut line, &mut inner);
        let mut body = Vec::new();
        for block in inner {
            match block.kind {
                BlockKind::Figure { body: own, caption: words } => {
                    body.extend(shape::take_figure(&mut node, &block.node, own));
                    join(&mut caption, words.unwrap_or_default());
                }
                kind => body.push(Block { kind, ..block }),
            }
        }
        let caption = (!caption.is_empty()).then_some(caption);
        out.push(Block { node: self.to_here(node), kind: BlockKind::Figure { body, caption } });
    }

    /// The words of a caption. Anything else in it goes to the content of the figure.
    fn figure_caption(&mut self, place: TreeNodeId, others: &mut Vec<Block>) -> Vec<Inline> {
        let TagAttributes { node, style } = self.given(place);
        let mut blocks = self.blocks(place);
        style_blocks(style, &mut blocks, node.span, self.reading);
        let mut words = Vec::new();
        for block in blocks {
            match block.kind {
                // Captions are centred.
                BlockKind::Paragraph(inlines) => join(&mut words, named(block.node, inlines)),
                kind => {
                    reports::element("figcaption", node.span, "only its text is the caption; all else is set above it", self.reading);
                    others.push(Block { kind, ..block });
                }
            }
        }
        named(node, words)
    }
}

fn join(caption: &mut Vec<Inline>, more: Vec<Inline>) {
    if let (Some(last), false) = (caption.last(), more.is_empty()) {
        let node = Node::at(last.node.span);
        caption.push(Inline { node, kind: InlineKind::SoftBreak });
    }
    caption.extend(more);
}
