//! What the listings of a book have. The stylesheet has rules for it, and the fonts the faces.
use std::collections::BTreeSet;

use crate::document::{Block, BlockKind, NodeRole, Visit, walk_document};
use crate::highlight::TokenClass;
use crate::resolve::Book;

/// What the listings of a book have. The stylesheet needs rules for it.
#[derive(Clone, Debug, Default)]
pub(in crate::epub) struct CodeFeatures {
    /// The classes of their tokens.
    pub(in crate::epub) tokens: BTreeSet<TokenClass>,
    /// Whether a listing has a caption.
    pub(in crate::epub) captions: bool,
    /// Whether lines have numbers.
    pub(in crate::epub) numbers: bool,
    /// Whether lines are marked.
    pub(in crate::epub) marks: bool,
}

impl CodeFeatures {
    /// What the listings of a book have.
    pub(in crate::epub) fn of(book: &Book<'_>) -> Self {
        let mut features = Self { tokens: book.token_classes(), ..Self::default() };
        walk_document(book.document, &mut features);
        features
    }

    /// Whether some tokens are bold.
    pub(in crate::epub) fn is_bold(&self) -> bool {
        self.tokens.iter().any(|class| class.look().bold)
    }

    /// Whether some tokens are italic.
    pub(in crate::epub) fn is_italic(&self) -> bool {
        self.tokens.iter().any(|class| class.look().italic)
    }
}

impl Visit for CodeFeatures {
    fn block(&mut self, block: &Block) {
        self.captions |= matches!(block.kind, BlockKind::Figure { .. }) && block.node.has_role(NodeRole::Listing);
        if let BlockKind::Code { lines, .. } = &block.kind {
            self.numbers |= lines.first_number.is_some();
            self.marks |= !lines.marked.is_empty();
        }
    }
}
