//! A backslash after a picture that is alone in its paragraph: `![words](a.png)\`. In Pandoc, such a picture is not a figure.
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Block, BlockKind, Inline, InlineKind, VisitMut};
use crate::manuscript::scan::reading::Reading;

/// The pass over one text. Removes the backslash if the dialect is based on Pandoc. Otherwise, reports it.
pub(super) struct LonePictures<'a> {
    pub(super) reading: &'a Reading<'a>,
    /// Whether the dialect is that of Pandoc or of a tool that uses Pandoc.
    pub(super) is_pandoc: bool,
}

impl VisitMut for LonePictures<'_> {
    fn block(&mut self, block: &mut Block) {
        let BlockKind::Paragraph(inlines) = &mut block.kind else { return };
        let [Inline { kind: InlineKind::Image { .. }, .. }, Inline { kind: InlineKind::Text(text), node }] = inlines.as_slice() else {
            return;
        };
        if text != "\\" {
            return;
        }
        if self.is_pandoc {
            inlines.truncate(1);
        } else {
            let diagnostic = Diagnostic::new(codes::BROKEN_BREAK, self.reading.at(node.span), "no line follows this backslash");
            self.reading
                .sink
                .report(diagnostic.label("printed as typed").hint("remove it: in Pandoc, it says that the picture is not a figure"));
        }
    }
}
