//! Reports chapters without text.
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{Block, BlockKind, Division, DivisionKind, Document, Inline, InlineKind, Visit, walk_blocks};
use crate::source::Span;

/// Reports each chapter without text or, if the whole manuscript has no text, reports that at `place`. Chapters that chapbook fills, such
/// as the index, are left out. Nothing is reported if a file is not a manuscript: it was already reported, and its text was not read.
pub(crate) fn report_empty_texts(document: &Document, place: Span, sink: &Sink) {
    if sink.has_reported(codes::NOT_A_MANUSCRIPT) {
        return;
    }
    let chapters: Vec<&Division> = document.chapters().into_iter().map(|(_, division)| division).collect();
    if chapters.iter().all(|chapter| is_empty(chapter) && chapter.heading.is_none()) {
        sink.report(Diagnostic::new(codes::EMPTY_TEXT, place, "the manuscript has no text").hint("write it here"));
        return;
    }
    for chapter in chapters {
        let is_text = matches!(chapter.kind, DivisionKind::Chapter | DivisionKind::Section);
        if !is_text || !is_empty(chapter) {
            continue;
        }
        let diagnostic = match &chapter.heading {
            Some(heading) => Diagnostic::new(codes::EMPTY_TEXT, heading.node.span, "this chapter has no text")
                .hint("write its text, remove it, or give the next heading a lower level if it belongs to this chapter"),
            None => Diagnostic::new(codes::EMPTY_TEXT, chapter.node.span, "this file has no text")
                .label("an empty page")
                .hint("write its text, or remove the file from the book"),
        };
        sink.report(diagnostic);
    }
}

/// Whether nothing of a division is printed below its heading.
fn is_empty(division: &Division) -> bool {
    let mut content = PrintsAnything(false);
    walk_blocks(&division.blocks, &mut content);
    !content.0 && division.divisions.is_empty()
}

/// Whether blocks print anything.
struct PrintsAnything(bool);

impl Visit for PrintsAnything {
    fn block(&mut self, block: &Block) {
        self.0 |= matches!(block.kind, BlockKind::Code { .. } | BlockKind::Math(_) | BlockKind::Raw(_) | BlockKind::Break);
    }

    fn inline(&mut self, inline: &Inline) {
        self.0 |= match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => !text.trim().is_empty(),
            InlineKind::Math(_)
            | InlineKind::Image { .. }
            | InlineKind::NoteCall(_)
            | InlineKind::Reference { .. }
            | InlineKind::CrossReference(_)
            | InlineKind::Raw(_)
            | InlineKind::Recording(_) => true,
            InlineKind::Anchor
            | InlineKind::SoftBreak
            | InlineKind::LineBreak
            | InlineKind::Emphasis(_)
            | InlineKind::Strong(_)
            | InlineKind::SmallCaps(_)
            | InlineKind::Superscript(_)
            | InlineKind::Subscript(_)
            | InlineKind::Strikethrough(_)
            | InlineKind::Phrase(..)
            | InlineKind::Link { .. }
            | InlineKind::Citation(_)
            | InlineKind::Container(_) => false,
        };
    }
}
