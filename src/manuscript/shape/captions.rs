//! Captions that follow a picture: `<img …>` and then `<span class="caption">…</span>`, in one paragraph or in two blocks.
use crate::document::{Block, BlockKind, Inline, InlineKind, Node};

/// The classes that name a caption.
const CLASSES: [&str; 3] = ["caption", "figcaption", "figure-caption"];

/// Makes figures from pictures and the captions after them.
pub(super) fn with_captions(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let block = match lone_caption(block) {
            Ok(caption) => match out.last_mut().and_then(open_figure) {
                Some(place) => {
                    *place = Some(caption.inlines());
                    continue;
                }
                None => caption.block(),
            },
            Err(block) => picture_with_caption(block),
        };
        out.push(block);
    }
    out
}

/// A block that is nothing but a caption.
struct LoneCaption {
    inlines: Vec<Inline>,
    /// The node of the paragraph.
    node: Node,
    /// The node of the container around the paragraph, if there is one.
    outer: Option<Node>,
    /// The node of the span that is all of the paragraph, if there is one.
    span: Option<Node>,
}

impl LoneCaption {
    /// The caption, in containers with the attributes of its elements, such as an anchor or a language.
    fn inlines(self) -> Vec<Inline> {
        let nodes = [self.span, Some(self.node), self.outer];
        nodes.into_iter().flatten().fold(self.inlines, |inner, node| match node.attrs {
            Some(_) => vec![Inline { node, kind: InlineKind::Container(inner) }],
            None => inner,
        })
    }

    /// The block as it was.
    fn block(self) -> Block {
        let inlines = match self.span {
            Some(node) => vec![Inline { node, kind: InlineKind::Container(self.inlines) }],
            None => self.inlines,
        };
        let paragraph = Block { node: self.node, kind: BlockKind::Paragraph(inlines) };
        match self.outer {
            Some(node) => Block { node, kind: BlockKind::Container(vec![paragraph]) },
            None => paragraph,
        }
    }
}

fn is_caption(node: &Node) -> bool {
    CLASSES.iter().any(|class| node.has_class(class))
}

/// Reads a block as a caption: a paragraph or a container with the class, or a paragraph that is one span with it.
fn lone_caption(block: Block) -> Result<LoneCaption, Block> {
    let Block { node, kind } = block;
    match kind {
        BlockKind::Paragraph(inlines) if is_caption(&node) => Ok(LoneCaption { inlines, node, outer: None, span: None }),
        BlockKind::Paragraph(mut inlines) => {
            let one = matches!(&inlines[..], [Inline { node, kind: InlineKind::Container(_) }] if is_caption(node));
            match inlines.pop_if(|_| one) {
                Some(Inline { node: span, kind: InlineKind::Container(inner) }) => {
                    Ok(LoneCaption { inlines: inner, node, outer: None, span: Some(span) })
                }
                Some(_) | None => Err(Block { node, kind: BlockKind::Paragraph(inlines) }),
            }
        }
        BlockKind::Container(mut blocks) if is_caption(&node) => {
            let one = matches!(&blocks[..], [Block { kind: BlockKind::Paragraph(_), .. }]);
            match blocks.pop_if(|_| one) {
                Some(Block { node: inner, kind: BlockKind::Paragraph(inlines) }) => {
                    Ok(LoneCaption { inlines, node: inner, outer: Some(node), span: None })
                }
                Some(_) | None => Err(Block { node, kind: BlockKind::Container(blocks) }),
            }
        }
        kind => Err(Block { node, kind }),
    }
}

/// The place for the caption of a figure that has none.
fn open_figure(block: &mut Block) -> Option<&mut Option<Vec<Inline>>> {
    match &mut block.kind {
        BlockKind::Figure { caption: caption @ None, .. } => Some(caption),
        _ => None,
    }
}

/// A figure made of a paragraph that holds a picture and its caption, with nothing but white space between them. Any other block stays as
/// it is.
fn picture_with_caption(block: Block) -> Block {
    let Block { node, kind: BlockKind::Paragraph(mut inlines) } = block else { return block };
    let is_white = |inline: &Inline| match &inline.kind {
        InlineKind::SoftBreak | InlineKind::LineBreak => true,
        InlineKind::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    let is_pair = match &inlines[..] {
        [picture, between @ .., caption] => {
            matches!(picture.kind, InlineKind::Image { .. })
                && matches!(caption.kind, InlineKind::Container(_))
                && is_caption(&caption.node)
                && between.iter().all(is_white)
        }
        _ => false,
    };
    let Some(caption) = inlines.pop_if(|_| is_pair) else { return Block { node, kind: BlockKind::Paragraph(inlines) } };
    inlines.truncate(1);
    let node = match inlines.first_mut() {
        Some(picture) if node.attrs.is_none() => super::figure_node(node.span, &mut picture.node),
        Some(_) | None => node,
    };
    let body = Block { node: Node::at(node.span), kind: BlockKind::Paragraph(inlines) };
    Block { node, kind: BlockKind::Figure { body: vec![body], caption: Some(vec![caption]) } }
}
