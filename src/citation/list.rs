//! The list of the works that a book cites: its entries, and its place in the book.
use super::bibliography::Bibliography;
use super::engine::AppliedList;
use super::inlines::{TextForm, inlines, plain};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{
    Attributes, Block, BlockKind, Division, DivisionKind, Document, EntryIndent, Heading, Inline, InlineKind, List, ListItem, ListedWork,
    Matter, Node, NodeRole, ReferenceForm, Visit, walk_document,
};
use crate::language::Terms;
use crate::source::Span;

/// The anchor of the entry of a work. Citations lead to it.
pub(super) fn anchor(key: &str) -> String {
    format!("ref-{key}")
}

impl Bibliography {
    /// The list as a block. `used` are the works that the style knows, by their numbers. `is_wanted` says which keys are listed, `anchor`
    /// gives the anchor of the entry for a key.
    pub(super) fn list(
        &self,
        list: &AppliedList,
        used: &[usize],
        is_wanted: &dyn Fn(&str) -> bool,
        anchor: &dyn Fn(&str) -> String,
    ) -> Vec<Block> {
        let items: Vec<ListItem> = list
            .entries
            .iter()
            .filter_map(|entry| {
                let place = *used.get(entry.work)?;
                let work = self.works.get(place).filter(|work| is_wanted(work.data.id()))?;
                let label = entry.label.as_deref().map(plain).map(|label| label.trim().to_owned()).filter(|label| !label.is_empty());
                let form = TextForm { foreign: self.foreign_title(place), stops_in_quotes: self.style.puts_stops_in_quotes() };
                let listed = Some(ListedWork { key: work.data.id().to_owned(), label });
                let anchor = anchor(work.data.id());
                let mut text = inlines(&entry.content, work.span, &form);
                let citations = InlineKind::Reference { target: format!("#{anchor}"), form: ReferenceForm::Citations };
                text.push(Inline { node: Node::at(work.span), kind: citations });
                let attributes = Attributes { anchor: Some(anchor), ..Attributes::default() };
                let paragraph = Block { node: Node::at(work.span), kind: BlockKind::Paragraph(text) };
                Some(ListItem { node: Node::with(work.span, attributes), task: None, number: None, work: listed, blocks: vec![paragraph] })
            })
            .collect();
        let Some(first) = items.first() else { return Vec::new() };
        let span = first.node.span;
        let indent = if list.has_hanging_indent { EntryIndent::Hanging } else { EntryIndent::Flush };
        vec![Block { node: Node::at(span), kind: BlockKind::List(List { entries: Some(indent), items, ..List::default() }) }]
    }
}

/// Whether a node is the place of the list: `::: bibliography`, or `::: {#refs}` as in Pandoc.
pub(super) fn is_place(node: &Node) -> bool {
    node.has_role(NodeRole::Bibliography) || node.anchor() == Some("refs")
}

/// Puts the list into the book: into the first container that is its place; else into the first division with the kind of a bibliography
/// that has no text, or into the last division of the book if that has only a title; else into a division of its own at the end of the
/// book. Reports further places.
pub(super) fn place(document: &mut Document, blocks: Vec<Block>, lang: &str, sink: &Sink) {
    let mut places = ListPlaces(Vec::new());
    walk_document(document, &mut places);
    for span in places.0.iter().skip(1) {
        sink.report(
            Diagnostic::new(codes::UNUSED_BIBLIOGRAPHY, *span, "the bibliography already has a place")
                .label("left empty")
                .hint("remove one of the places"),
        );
    }
    let Some(span) = blocks.first().map(|block| block.node.span) else { return };
    let mut blocks = Some(blocks);
    for division in document.matter.iter_mut().flatten() {
        fill_container(division, &mut blocks);
    }
    for division in document.matter.iter_mut().flatten() {
        fill_division(division, &mut blocks);
    }
    if let Some(last) = document.matter.iter_mut().rev().find_map(|matter| matter.last_mut()) {
        fill_last(last, &mut blocks);
    }
    let Some(blocks) = blocks else { return };
    let division = division(blocks, DivisionKind::Bibliography, lang, span);
    let back = &mut document.matter[Matter::Back as usize];
    let at = back.iter().position(|other| matches!(other.kind, DivisionKind::Index | DivisionKind::Colophon)).unwrap_or(back.len());
    back.insert(at, division);
}

/// A division with a list, and with the title of bibliographies.
pub(super) fn division(blocks: Vec<Block>, kind: DivisionKind, lang: &str, span: Span) -> Division {
    let title = Terms::of(lang).bibliography.to_owned();
    let title = vec![Inline { node: Node::at(span), kind: InlineKind::Text(title) }];
    let heading = Heading { node: Node::at(span), title, numbered: false, own_number: None };
    Division { node: Node::at(span), kind, heading: Some(heading), blocks, divisions: Vec::new(), file: None }
}

/// Reports a place for the list in a book that cites nothing.
pub(super) fn report_unused_place(document: &Document, sink: &Sink) {
    let mut places = ListPlaces(Vec::new());
    walk_document(document, &mut places);
    if let Some(span) = places.0.first() {
        sink.report(
            Diagnostic::new(codes::UNUSED_BIBLIOGRAPHY, *span, "the book cites no works")
                .label("left empty")
                .hint("cite a work, `[@key]`, or list works with the key `nocite`"),
        );
    }
}

/// Collects the places of the containers that are places for the list.
pub(super) struct ListPlaces(pub(super) Vec<Span>);

impl Visit for ListPlaces {
    fn block(&mut self, block: &Block) {
        if matches!(block.kind, BlockKind::Container(_)) && is_place(&block.node) {
            self.0.push(block.node.span);
        }
    }
}

pub(super) fn fill_container(division: &mut Division, blocks: &mut Option<Vec<Block>>) {
    fill_block(&mut division.blocks, blocks);
    for inner in &mut division.divisions {
        fill_container(inner, blocks);
    }
}

fn fill_block(given: &mut [Block], blocks: &mut Option<Vec<Block>>) {
    for block in given {
        let is_place = is_place(&block.node);
        if let BlockKind::Container(inner) = &mut block.kind {
            if is_place {
                inner.extend(blocks.take().into_iter().flatten());
            }
            fill_block(inner, blocks);
        }
    }
}

fn fill_division(division: &mut Division, blocks: &mut Option<Vec<Block>>) {
    if division.kind == DivisionKind::Bibliography && division.blocks.is_empty() && division.divisions.is_empty() {
        division.blocks.extend(blocks.take().into_iter().flatten());
    }
    for inner in &mut division.divisions {
        fill_division(inner, blocks);
    }
}

fn fill_last(division: &mut Division, blocks: &mut Option<Vec<Block>>) {
    match division.divisions.last_mut() {
        Some(last) => fill_last(last, blocks),
        None if division.blocks.is_empty() && division.heading.is_some() => {
            if let Some(own) = blocks.take() {
                division.blocks = own;
                if division.kind == DivisionKind::Chapter {
                    division.kind = DivisionKind::Bibliography;
                }
            }
        }
        None => {}
    }
}
