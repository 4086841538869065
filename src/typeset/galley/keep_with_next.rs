//! Blocks that stay on the page of their neighbours, as far as the page allows it.
use crate::document::{Block, BlockKind, Inline, flow};

/// What it costs to begin a page with what the paragraph before has introduced: less than a line of white.
pub(crate) const INTRODUCED: i64 = 100_000;

/// Whether a paragraph of so many lines announces what follows: it ends with a colon, or is a salutation.
pub(crate) fn introduces(inlines: &[Inline], lines: usize) -> bool {
    let text = flow(inlines).text;
    let text = text.trim_end();
    text.ends_with(':') || lines == 1 && text.ends_with(',')
}

/// Whether a paragraph is nothing but a caption: `<span class="caption">Figure 4-1: …</span>`.
pub(crate) fn is_caption(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(inlines) if matches!(&inlines[..], [inline] if inline.node.has_class("caption")))
}

/// Whether a block is of the kind that has captions, and has none of its own that is known to be one.
pub(crate) const fn can_have_caption(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Figure { caption: None, .. } | BlockKind::Table(_) | BlockKind::Code { .. })
}
