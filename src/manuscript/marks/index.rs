//! Adds an index if the author marked words for one but gave it no place.
use crate::document::{Division, DivisionKind, Document, Heading, Inline, InlineKind, Matter, Node, Visit, plain_text, walk_document};
use crate::language::Terms;
use crate::source::Span;

/// Adds an index at the end of a document that has index marks but no index.
pub(crate) fn place(document: &mut Document, lang: &str) {
    let mut found = IndexParts::default();
    walk_document(document, &mut found);
    if !found.marks || found.index {
        return;
    }
    let node = || Node::at(Span::DETACHED);
    let title = vec![Inline { node: node(), kind: InlineKind::Text(Terms::of(lang).index.to_owned()) }];
    document.matter[Matter::Back as usize].push(Division {
        node: node(),
        kind: DivisionKind::Index,
        heading: Some(Heading { node: node(), title, numbered: false, own_number: None }),
        blocks: Vec::new(),
        divisions: Vec::new(),
        file: None,
    });
}

/// The parts of an index that a document has.
#[derive(Default)]
struct IndexParts {
    /// Whether anything is marked for the index.
    marks: bool,
    /// Whether a division is an index.
    index: bool,
}

impl Visit for IndexParts {
    fn division(&mut self, division: &Division) {
        self.index |= division.kind == DivisionKind::Index;
    }

    fn inline(&mut self, inline: &Inline) {
        let has_entry = |inline: &Inline| inline.node.attribute("entry").is_some() || !plain_text(std::slice::from_ref(inline)).is_empty();
        self.marks |= inline.node.is_index_mark() && has_entry(inline);
    }
}
