//! Paragraphs that belong on the page of the next block or of the one before: introductions and captions.
use crate::document::{Block, BlockKind, Inline, InlineKind, flow};

/// The cost of a page break after a paragraph that introduces the next block. It is less than that of a line of white at the foot of a
/// page, and more than that of a line of white between paragraphs.
pub(crate) const INTRODUCED: i64 = 100_000;

/// Whether a paragraph introduces the next block: it ends with a colon, or it is a single line that ends with a comma, such as a
/// salutation. `lines` is its number of lines.
pub(crate) fn introduces(inlines: &[Inline], lines: usize) -> bool {
    let text = flow(inlines).text;
    let text = text.trim_end();
    text.ends_with(':') || lines == 1 && text.ends_with(',')
}

/// Whether a paragraph acts as a heading: all of its text is bold, and it is not longer than two lines. `lines` is its number of lines.
pub(crate) fn acts_as_heading(inlines: &[Inline], lines: usize) -> bool {
    let bold = |inline: &Inline| matches!(inline.kind, InlineKind::Strong(_));
    let bare = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => text.trim().is_empty(),
        kind => matches!(kind, InlineKind::Anchor | InlineKind::NoteCall(_) | InlineKind::SoftBreak | InlineKind::LineBreak),
    };
    lines <= 2 && inlines.iter().any(bold) && inlines.iter().all(|inline| bold(inline) || bare(inline))
}

/// Whether a paragraph holds nothing but a caption, such as `<span class="caption">Figure 4-1: …</span>`.
pub(crate) fn is_caption(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(inlines) if matches!(&inlines[..], [inline] if inline.node.has_class("caption")))
}

/// Whether a paragraph next to a block may be its caption: the block is a table, code, or a figure without a caption.
pub(crate) const fn can_have_caption(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Figure { caption: None, .. } | BlockKind::Table(_) | BlockKind::Code { .. })
}
