//! Counts the parts of the text that retailers have rules for.
use crate::document::{Block, BlockKind, Document, Inline, InlineKind, Note, Visit, walk_document};
use crate::epub::content::letters;
use crate::source::Span;

/// Pictures, tables and notes of a document.
#[derive(Default)]
pub(super) struct Census {
    /// Each picture, with the place where it is first used.
    pub(super) pictures: Vec<(String, Span)>,
    pub(super) tables: Vec<TableDimensions>,
    /// The number of letters of each note.
    pub(super) notes: Vec<(usize, Span)>,
    /// The places of formulas.
    pub(super) formulas: Vec<Span>,
}

/// The size of a table.
pub(super) struct TableDimensions {
    pub(super) columns: usize,
    /// Including the row of column heads.
    pub(super) rows: usize,
    pub(super) span: Span,
}

impl Census {
    pub(super) fn of(document: &Document) -> Self {
        let mut census = Self::default();
        walk_document(document, &mut census);
        census
    }
}

impl Visit for Census {
    fn block(&mut self, block: &Block) {
        if let BlockKind::Table(table) = &block.kind {
            self.tables.push(TableDimensions { columns: table.columns().len(), rows: table.rows().count(), span: block.node.span });
        }
        if let BlockKind::Math(formula) = &block.kind {
            self.formulas.extend(formula.tree.is_some().then_some(block.node.span));
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Image { source, .. } = &inline.kind
            && !self.pictures.iter().any(|(known, _)| known == source)
        {
            self.pictures.push((source.clone(), inline.node.span));
        }
        if let InlineKind::Math(formula) = &inline.kind {
            self.formulas.extend(formula.tree.is_some().then_some(inline.node.span));
        }
    }

    fn note(&mut self, note: &Note) {
        self.notes.push((letters(&note.blocks), note.node.span));
    }
}
