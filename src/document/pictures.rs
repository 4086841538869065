//! Finds pictures without alternative text, and recordings.
use std::collections::BTreeSet;

use super::{Block, BlockKind, Document, Inline, InlineKind, Node, Visit, plain_text, walk_block, walk_document};
use crate::source::Span;
use crate::source::uri::{is_data, is_remote};

/// A picture without an alternative text that is not marked as decorative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndescribedPicture {
    /// The place of the picture.
    pub span: Span,
    /// Its path, as in [`InlineKind::Image`].
    pub source: String,
}

/// Collects the pictures without an alternative text, in reading order. Pictures on the network are left out, because text is printed in
/// their place.
#[derive(Debug, Default)]
pub struct UndescribedPictures {
    /// What was found.
    pub found: Vec<UndescribedPicture>,
    /// The pictures of figures that are marked as decorative.
    decorative: BTreeSet<Span>,
}

/// Whether the author says that a picture, or the figure around it, carries no meaning.
#[must_use]
pub fn is_decorative(node: &Node) -> bool {
    node.has_role(super::NodeRole::Decorative) || matches!(node.attribute("role"), Some("presentation" | "none"))
}

impl Visit for UndescribedPictures {
    fn block(&mut self, block: &Block) {
        if matches!(block.kind, BlockKind::Figure { .. }) && is_decorative(&block.node) {
            let mut within = PicturePlaces::default();
            walk_block(block, &mut within);
            self.decorative.extend(within.0);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Image { source, alt, .. } = &inline.kind
            && plain_text(alt).trim().is_empty()
            && (is_data(source) || !is_remote(source))
            && !is_decorative(&inline.node)
            && !self.decorative.contains(&inline.node.span)
        {
            self.found.push(UndescribedPicture { span: inline.node.span, source: source.clone() });
        }
    }
}

#[derive(Default)]
struct PicturePlaces(Vec<Span>);

impl Visit for PicturePlaces {
    fn inline(&mut self, inline: &Inline) {
        if matches!(inline.kind, InlineKind::Image { .. }) {
            self.0.push(inline.node.span);
        }
    }
}

/// The paths of the recordings of a document, each with its place, in reading order.
#[must_use]
pub fn recordings(document: &Document) -> Vec<(String, Span)> {
    let mut found = RecordingCollector(Vec::new());
    walk_document(document, &mut found);
    found.0
}

struct RecordingCollector(Vec<(String, Span)>);

impl Visit for RecordingCollector {
    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Recording(recording) = &inline.kind {
            self.0.push((recording.source.clone(), inline.node.span));
        }
    }
}
