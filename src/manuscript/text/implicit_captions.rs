//! Captions from alternative texts (`implicit-figures` in `[book]`), as in Pandoc: a picture alone in its paragraph has its alternative
//! text as its caption. If an attribute (`fig-alt`, `alt`) gives another text, that is the alternative text instead.
use crate::document::{Block, BlockKind, Inline, InlineKind, VisitMut, is_decorative, plain_text};

use super::picture_sizes::take_description;

/// The pass over one text.
pub(crate) struct ImplicitCaptions;

impl VisitMut for ImplicitCaptions {
    fn block(&mut self, block: &mut Block) {
        if let BlockKind::Figure { body, caption: caption @ None } = &mut block.kind
            && let [Block { kind: BlockKind::Paragraph(inlines), .. }] = &mut body[..]
            && let [Inline { kind: InlineKind::Image { alt, .. }, node }] = &mut inlines[..]
            && !plain_text(alt).trim().is_empty()
            && !is_decorative(node)
            && !is_decorative(&block.node)
        {
            *caption = Some(alt.clone());
            *alt = take_description(node).unwrap_or_else(|| std::mem::take(alt));
        }
    }
}
