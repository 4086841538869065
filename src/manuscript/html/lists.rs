//! Reads lists and definition lists from an HTML tree.
use crate::document::{Block, BlockKind, Definition, List, ListItem, Node};
use crate::source::Span;

use crate::manuscript::html::blocks::TreeReader;
use crate::manuscript::html::given::{self, Given};
use crate::manuscript::html::text_of_blocks::{lines_of, style_blocks};
use crate::manuscript::html::tree::Place;

impl TreeReader<'_, '_> {
    /// A list. Content outside its items belongs to the item before it.
    pub(super) fn list(&mut self, place: Place) -> List {
        let mut items: Vec<ListItem> = Vec::new();
        let mut line = Vec::new();
        let mut loose = Vec::new();
        for child in self.children(place) {
            if self.name(child) != "li" {
                self.part(child, &mut line, &mut loose);
                continue;
            }
            self.flush(&mut line, &mut loose);
            settle(&mut items, &mut loose);
            let Given { node, style } = self.given(child);
            let blocks = self.blocks(child);
            let mut blocks = blocks;
            style_blocks(style, &mut blocks, node.span);
            let number = self.tag(child).and_then(|tag| given::number(tag, "value", self.reading));
            items.push(ListItem { node: self.to_here(node), task: None, number, blocks });
        }
        self.flush(&mut line, &mut loose);
        settle(&mut items, &mut loose);
        let paragraphs = |item: &ListItem| item.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph(_))).count();
        let tight = items.iter().all(|item| paragraphs(item) < 2);
        List { tight, items, ..List::default() }
    }

    /// A numbered list (HTML Standard, section 4.4.5).
    pub(super) fn numbered_list(&mut self, place: Place) -> List {
        let list = self.list(place);
        let Some(tag) = self.tag(place) else { return List { start: Some(1), ..list } };
        let descending = given::value(tag, "reversed").is_some();
        let count = if descending { list.items.len() as u64 } else { 1 };
        let start = given::number(tag, "start", self.reading).unwrap_or(count);
        List { start: Some(start), numerals: given::numerals(tag, self.reading), descending, ..list }
    }

    pub(super) fn definitions(&mut self, place: Place) -> BlockKind {
        let mut definitions: Vec<Definition> = Vec::new();
        self.entries(place, &mut definitions);
        BlockKind::Definitions(definitions)
    }

    fn entries(&mut self, place: Place, definitions: &mut Vec<Definition>) {
        let mut line = Vec::new();
        let mut loose = Vec::new();
        for child in self.children(place) {
            match self.name(child) {
                // Each group of terms may be in a `div`.
                "div" => {
                    self.flush(&mut line, &mut loose);
                    described(definitions, &mut loose);
                    self.entries(child, definitions);
                }
                "dt" => {
                    self.flush(&mut line, &mut loose);
                    described(definitions, &mut loose);
                    let node = self.node(child);
                    if definitions.last().is_none_or(|last| !last.bodies.is_empty()) {
                        definitions.push(Definition { node: Node::at(node.span), terms: Vec::new(), bodies: Vec::new() });
                    }
                    let words = lines_of(self.blocks(child));
                    if let Some(last) = definitions.last_mut() {
                        last.terms.push((node, words));
                    }
                }
                "dd" => {
                    self.flush(&mut line, &mut loose);
                    described(definitions, &mut loose);
                    let Given { node, style } = self.given(child);
                    let mut blocks = self.blocks(child);
                    style_blocks(style, &mut blocks, node.span);
                    let blocks = if node.attrs.is_some() { vec![Block { node, kind: BlockKind::Container(blocks) }] } else { blocks };
                    body(definitions, blocks, self.at);
                }
                _ => self.part(child, &mut line, &mut loose),
            }
        }
        self.flush(&mut line, &mut loose);
        described(definitions, &mut loose);
    }
}

/// Adds content outside the items of a list to the last item.
fn settle(items: &mut Vec<ListItem>, loose: &mut Vec<Block>) {
    let blocks = std::mem::take(loose);
    match (items.last_mut(), blocks.first()) {
        (Some(last), _) => last.blocks.extend(blocks),
        (None, Some(first)) => items.push(ListItem { node: Node::at(first.node.span), task: None, number: None, blocks }),
        (None, None) => {}
    }
}

fn body(definitions: &mut Vec<Definition>, blocks: Vec<Block>, span: Span) {
    if definitions.is_empty() {
        definitions.push(Definition { node: Node::at(span), terms: Vec::new(), bodies: Vec::new() });
    }
    if let Some(last) = definitions.last_mut() {
        last.bodies.push(blocks);
    }
}

/// Adds what is in a list of terms but in no description to the last description.
fn described(definitions: &mut Vec<Definition>, loose: &mut Vec<Block>) {
    let blocks = std::mem::take(loose);
    let Some(first) = blocks.first() else { return };
    let span = first.node.span;
    match definitions.last_mut().and_then(|last| last.bodies.last_mut()) {
        Some(last) => last.extend(blocks),
        None => body(definitions, blocks, span),
    }
}
