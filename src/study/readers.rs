//! Leaves out everything that is only for the facilitator: blocks and divisions of the class `facilitator`. All other nodes keep their ids,
//! so paragraphs have the same addresses as in the edition for the facilitator.
use crate::document::{Block, BlockKind, CellContent, Division, Document, NodeRole, Row, Visit, walk_document};

/// Whether the document has a block or division that is only for the facilitator.
#[must_use]
pub fn has_facilitators_notes(document: &Document) -> bool {
    /// Whether a node for the facilitator was visited.
    struct ForFacilitator(bool);
    impl Visit for ForFacilitator {
        fn division(&mut self, division: &Division) {
            self.0 |= division.node.has_role(NodeRole::Facilitator);
        }
        fn block(&mut self, block: &Block) {
            self.0 |= block.node.has_role(NodeRole::Facilitator);
        }
    }
    let mut found = ForFacilitator(false);
    walk_document(document, &mut found);
    found.0
}

/// The document without the blocks and divisions that are only for the facilitator.
#[must_use]
pub fn for_readers(document: &Document) -> Document {
    let mut own = document.clone();
    own.matter.iter_mut().for_each(divisions);
    own.notes.iter_mut().for_each(|note| blocks(&mut note.blocks));
    own
}

fn divisions(own: &mut Vec<Division>) {
    let heading = |division: &Division| division.heading.as_ref().is_some_and(|heading| heading.node.has_role(NodeRole::Facilitator));
    own.retain(|division| !division.node.has_role(NodeRole::Facilitator) && !heading(division));
    for division in own {
        blocks(&mut division.blocks);
        divisions(&mut division.divisions);
    }
}

fn blocks(own: &mut Vec<Block>) {
    own.retain(|block| !block.node.has_role(NodeRole::Facilitator));
    for block in own {
        match &mut block.kind {
            BlockKind::Quote { blocks: inner, .. } | BlockKind::Alert { blocks: inner, .. } | BlockKind::Container(inner) => blocks(inner),
            BlockKind::Figure { body, .. } => blocks(body),
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| blocks(&mut item.blocks)),
            BlockKind::Definitions(definitions) => {
                definitions.iter_mut().flat_map(|definition| &mut definition.bodies).for_each(blocks);
            }
            BlockKind::Table(table) => {
                for cell in table.rows_mut().flat_map(Row::cells_mut) {
                    if let CellContent::Blocks(inner) = &mut cell.content {
                        blocks(inner);
                    }
                }
            }
            BlockKind::Paragraph(_)
            | BlockKind::Heading { .. }
            | BlockKind::Verse(_)
            | BlockKind::Code { .. }
            | BlockKind::Math(_)
            | BlockKind::Break
            | BlockKind::PageBreak
            | BlockKind::Raw(_) => {}
        }
    }
}
