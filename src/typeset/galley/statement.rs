//! Sets theorems, definitions, exercises and proofs.
//!
//! The reader has put the label of a statement into its first paragraph, in the shape that the trade design wants: a bold label, upright
//! before a text in italics, and an italic label of a proof. Another design gets a copy of the paragraph with a label of another shape.
use std::borrow::Cow;

use crate::document::{Block, BlockKind, Inline, InlineKind, Node, Statement};
use crate::edition::{LetterShape, StatementDesign};

use super::builder::GalleyBuilder;
use super::place::BlockPlace;

impl GalleyBuilder<'_, '_> {
    /// Sets a statement.
    pub(super) fn statement(&mut self, statement: Statement, blocks: &[Block], place: &BlockPlace) {
        let design = self.setter.design();
        let is_italic = statement.is_italic() && design.statements.italic;
        let mut inner = place.clone();
        if is_italic {
            inner.style = inner.style.shaped(LetterShape::Italic);
        }
        let white = match design.statements.white {
            Some(white) if !design.grid => white.of(place.leading),
            _ => self.block_white(place),
        };
        let blocks = with_label(statement, blocks, &design.statements);
        self.apart(white, |galley| {
            galley.flush = true;
            galley.blocks(&blocks, &inner);
        });
    }
}

/// The blocks of a statement with the label in the shape of a design.
fn with_label<'b>(statement: Statement, blocks: &'b [Block], design: &StatementDesign) -> Cow<'b, [Block]> {
    let is_proof = statement == Statement::Proof;
    let (shape, usual) = match is_proof {
        true => (design.proof_shape, LetterShape::Italic),
        false => (design.label_shape, LetterShape::Bold),
    };
    if shape == usual && (design.italic || !statement.is_italic()) {
        return Cow::Borrowed(blocks);
    }
    let mut blocks = blocks.to_vec();
    let label = match blocks.first_mut() {
        Some(Block { kind: BlockKind::Paragraph(inlines), .. }) => inlines.first_mut(),
        _ => None,
    };
    if let Some(Inline { kind: InlineKind::Container(label), node }) = label.filter(|label| label.node.has_class(Statement::LABEL)) {
        // Emphasis switches between italic and upright.
        let mut parts = match label.as_mut_slice() {
            [Inline { kind: InlineKind::Emphasis(inner), .. }] => std::mem::take(inner),
            _ => std::mem::take(label),
        };
        if is_proof {
            parts = vec![shaped(parts, shape, node)];
        } else {
            for part in &mut parts {
                if let InlineKind::Strong(number) = &mut part.kind {
                    *part = shaped(std::mem::take(number), shape, &part.node);
                }
            }
        }
        if statement.is_italic() && design.italic {
            parts = vec![Inline { node: Node::at(node.span), kind: InlineKind::Emphasis(parts) }];
        }
        *label = parts;
    }
    Cow::Owned(blocks)
}

/// Inlines in a shape, within upright text.
fn shaped(inlines: Vec<Inline>, shape: LetterShape, node: &Node) -> Inline {
    let kind = match shape {
        LetterShape::Roman => InlineKind::Container(inlines),
        LetterShape::Italic => InlineKind::Emphasis(inlines),
        LetterShape::Bold => InlineKind::Strong(inlines),
        LetterShape::SmallCaps => InlineKind::SmallCaps(inlines),
    };
    Inline { node: Node::at(node.span), kind }
}
