//! The place of the index: made where the author marked words for one and said nowhere where it stands.
use crate::document::{Division, DivisionKind, Document, Heading, Inline, InlineKind, Matter, Node, Visit, plain_text, walk_document};
use crate::language::Terms;
use crate::source::Span;

/// Puts an index at the end of the book if it needs one and has none.
pub(crate) fn place(document: &mut Document, lang: &str) {
    let mut found = Found::default();
    walk_document(document, &mut found);
    if !found.marks || found.index {
        return;
    }
    let node = || Node::at(Span::DETACHED);
    let title = vec![Inline { node: node(), kind: InlineKind::Text(Terms::of(lang).index.to_owned()) }];
    document.matter[Matter::Back as usize].push(Division {
        node: node(),
        kind: DivisionKind::Index,
        heading: Some(Heading { node: node(), title, numbered: false }),
        blocks: Vec::new(),
        divisions: Vec::new(),
        file: None,
    });
}

#[derive(Default)]
struct Found {
    marks: bool,
    index: bool,
}

impl Visit for Found {
    fn division(&mut self, division: &Division) {
        self.index |= division.kind == DivisionKind::Index;
    }

    fn inline(&mut self, inline: &Inline) {
        let says = |inline: &Inline| inline.node.said("entry").is_some() || !plain_text(std::slice::from_ref(inline)).is_empty();
        self.marks |= inline.node.is_index_mark() && says(inline);
    }
}
