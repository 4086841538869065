//! Divisions, and the order of notes.
use super::super::marks::decoded;
use super::super::tree::{Block, BlockKind};
use super::Restorer;
use crate::document::{
    Attributes, Division, DivisionKind, Document, Heading, Inline, InlineKind, Matter, Node, Note, NoteId, TitleNumber, VisitMut,
    walk_document_mut,
};

impl Restorer<'_> {
    /// The divisions of the three matters. Blocks outside divisions, which another program has added, belong to the division before them.
    /// If there is none, they become a division without a title.
    pub(super) fn matters(&mut self, blocks: &[Block<'_>]) -> [Vec<Division>; 3] {
        let mut matters: [Vec<Division>; 3] = Default::default();
        let mut current = Matter::Body as usize;
        for own in blocks {
            if let Some((division, matter)) = self.division(own) {
                current = match matter.as_deref() {
                    Some("front") => Matter::Front as usize,
                    Some("back") => Matter::Back as usize,
                    Some(_) => Matter::Body as usize,
                    None => current,
                };
                matters[current].push(division);
                continue;
            }
            let more = self.blocks(std::slice::from_ref(own));
            match matters[current].last_mut() {
                Some(last) => last.blocks.extend(more),
                None => matters[current].push(Division {
                    node: Node::at(self.place),
                    kind: DivisionKind::Chapter,
                    heading: None,
                    blocks: more,
                    divisions: Vec::new(),
                    file: None,
                }),
            }
        }
        matters
    }

    /// A container as a division, and its matter. `None` for any other block.
    fn division(&mut self, own: &Block<'_>) -> Option<(Division, Option<String>)> {
        let BlockKind::Div(given, inner) = &own.kind else { return None };
        let (attributes, marks) = decoded(given);
        let kind = DivisionKind::named(marks.get("division")?)?;
        let span = self.at(&own.tag);
        let mut division =
            Division { node: Node::with(span, attributes), kind, heading: None, blocks: Vec::new(), divisions: Vec::new(), file: None };
        division.file = marks.get("file").map(str::to_owned);
        for (at, own) in inner.iter().enumerate() {
            if let (0, BlockKind::Header(_, given, title)) = (at, &own.kind)
                && decoded(given).1.has("title")
            {
                let span = self.at(&own.tag);
                let (mut attributes, of_title) = decoded(given);
                if of_title.has("automatic-id") {
                    attributes.anchor = None;
                }
                let mut title = self.line(title);
                let own_number = marks.get("number").map(|number| TitleNumber {
                    number: number.to_owned(),
                    label: marks.get("label").map(str::to_owned),
                    written: marks.get("written").unwrap_or_default().to_owned(),
                });
                if own_number.as_ref().is_some_and(|own| own.label.is_some()) {
                    title.retain(|inline| !inline.node.has_class(TITLE_LABEL));
                }
                let is_numbered = !attributes.has_role(crate::document::NodeRole::Unnumbered);
                let numbered = marks.get("numbered").map_or(is_numbered, |numbered| numbered == "true");
                division.node = Node::with(division.node.span, attributes);
                let node =
                    Node::with(span, Attributes { lang: of_title.get("heading-language").map(str::to_owned), ..Attributes::default() });
                division.heading = Some(Heading { node, title, numbered, own_number });
                continue;
            }
            match self.division(own) {
                Some((inner, _)) => division.divisions.push(inner),
                None => {
                    let more = self.blocks(std::slice::from_ref(own));
                    match division.divisions.last_mut() {
                        Some(last) => last.blocks.extend(more),
                        None => division.blocks.extend(more),
                    }
                }
            }
        }
        Some((division, marks.get("matter").map(str::to_owned)))
    }

    /// The notes in their order. Each call gets the index of its note.
    pub(super) fn settled_notes(&mut self, document: &mut Document) -> Vec<Note> {
        struct Renumber(Vec<u32>);
        impl VisitMut for Renumber {
            fn inline(&mut self, inline: &mut Inline) {
                if let InlineKind::NoteCall(note) = &mut inline.kind {
                    match self.0.binary_search(&note.0) {
                        Ok(place) => *note = NoteId(u32::try_from(place).unwrap_or(u32::MAX)),
                        // A call whose note was removed prints nothing.
                        Err(_) => inline.kind = InlineKind::Anchor,
                    }
                }
            }
        }
        let (numbers, notes): (Vec<u32>, Vec<Note>) = std::mem::take(&mut self.notes).into_iter().unzip();
        document.notes = notes;
        walk_document_mut(document, &mut Renumber(numbers));
        std::mem::take(&mut document.notes)
    }
}

/// The class of the label of a title while it is read.
pub(super) const TITLE_LABEL: &str = "data-chapbook-title-label";
