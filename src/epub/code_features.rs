//! The features of the listings of a book, which decide the rules of the stylesheet and the embedded faces.
use std::collections::BTreeSet;

use crate::document::{Block, BlockKind, NodeRole, Visit, walk_document};
use crate::highlight::TokenClass;
use crate::resolve::Book;

/// The features of the listings of a book that need rules in the stylesheet.
#[derive(Clone, Debug, Default)]
pub(in crate::epub) struct CodeFeatures {
    /// The classes of the tokens.
    pub(in crate::epub) tokens: BTreeSet<TokenClass>,
    /// Whether a listing has a caption.
    pub(in crate::epub) captions: bool,
    /// Whether lines have numbers.
    pub(in crate::epub) numbers: bool,
    /// Whether lines are marked.
    pub(in crate::epub) marks: bool,
}

impl CodeFeatures {
    /// The features of the listings of a book.
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
