//! Reads lists and definition lists from an HTML tree.
use crate::document::{Attributes, Block, BlockKind, Definition, Inline, InlineKind, List, ListItem, Node};
use crate::source::Span;

use crate::manuscript::html::blocks::TreeReader;
use crate::manuscript::html::reports;
use crate::manuscript::html::style::TagStyle;
use crate::manuscript::html::tag_attributes::{self, TagAttributes};
use crate::manuscript::html::text_of_blocks::{have_structure, lines_of, style_blocks};
use crate::manuscript::html::tree::TreeNodeId;
use crate::manuscript::syntax::attributes::merge;

impl TreeReader<'_, '_> {
    /// A list. Content outside its items belongs to the item before it.
    pub(super) fn list(&mut self, place: TreeNodeId) -> List {
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
            let TagAttributes { node, style } = self.given(child);
            let mut blocks = self.blocks(child);
            style_blocks(style, &mut blocks, node.span, self.reading);
            let page_break = || Block { node: Node::at(node.span), kind: BlockKind::PageBreak };
            match items.last_mut().filter(|_| style.break_before) {
                // The item begins on the new page with its marker.
                Some(last) => last.blocks.push(page_break()),
                None if style.break_before => reports::style("page-break-before", node.span, self.reading),
                None => {}
            }
            blocks.extend(style.break_after.then(page_break));
            let number = self.tag(child).and_then(|tag| tag_attributes::number(tag, "value", self.reading));
            items.push(ListItem { node: self.to_here(node), task: None, number, work: None, blocks });
        }
        self.flush(&mut line, &mut loose);
        settle(&mut items, &mut loose);
        let paragraphs = |item: &ListItem| item.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph(_))).count();
        let tight = items.iter().all(|item| paragraphs(item) < 2);
        List { tight, items, ..List::default() }
    }

    /// A numbered list (HTML Standard, section 4.4.5).
    pub(super) fn numbered_list(&mut self, place: TreeNodeId) -> List {
        let list = self.list(place);
        let Some(tag) = self.tag(place) else { return List { start: Some(1), ..list } };
        let descending = tag_attributes::value(tag, "reversed").is_some();
        let count = if descending { list.items.len() as u64 } else { 1 };
        let start = tag_attributes::number(tag, "start", self.reading).unwrap_or(count);
        List { start: Some(start), numerals: tag_attributes::numerals(tag, self.reading), descending, ..list }
    }

    pub(super) fn definitions(&mut self, place: TreeNodeId) -> BlockKind {
        let mut definitions: Vec<Definition> = Vec::new();
        self.entries(place, &mut definitions);
        BlockKind::Definitions(definitions)
    }

    fn entries(&mut self, place: TreeNodeId, definitions: &mut Vec<Definition>) {
        let mut line = Vec::new();
        let mut loose = Vec::new();
        for child in self.children(place) {
            match self.name(child) {
                // Each group of terms may be in a `div`.
                "div" => {
                    self.flush(&mut line, &mut loose);
                    described(definitions, &mut loose);
                    let TagAttributes { node, style } = self.given(child);
                    let mut inner = Vec::new();
                    self.entries(child, &mut inner);
                    self.give_to_entries(&node, style, &mut inner);
                    // The descriptions of a term may be in another `div`.
                    match (definitions.last_mut(), inner.first_mut()) {
                        (Some(last), Some(first)) if first.terms.is_empty() => last.bodies.append(&mut inner.remove(0).bodies),
                        (Some(last), Some(first)) if last.bodies.is_empty() => {
                            last.terms.append(&mut first.terms);
                            last.bodies.append(&mut inner.remove(0).bodies);
                        }
                        _ => {}
                    }
                    definitions.append(&mut inner);
                }
                "dt" => {
                    self.flush(&mut line, &mut loose);
                    described(definitions, &mut loose);
                    let TagAttributes { node, style } = self.given(child);
                    let page_break = Block { node: Node::at(node.span), kind: BlockKind::PageBreak };
                    match definitions.last_mut().and_then(|last| last.bodies.last_mut()).filter(|_| style.break_before) {
                        Some(body) => body.push(page_break),
                        None if style.break_before => reports::style("page-break-before", node.span, self.reading),
                        None => {}
                    }
                    if style.break_after {
                        reports::style("page-break-after", node.span, self.reading);
                    }
                    if definitions.last().is_none_or(|last| !last.bodies.is_empty()) {
                        definitions.push(Definition { node: Node::at(node.span), terms: Vec::new(), bodies: Vec::new() });
                    }
                    let mut blocks = self.blocks(child);
                    // The layout of the term has been reported above.
                    style_blocks(style.of_text(), &mut blocks, node.span, self.reading);
                    if have_structure(&blocks) {
                        reports::element("dt", node.span, "what is inside is set as lines of text", self.reading);
                    }
                    let words = lines_of(blocks);
                    if let Some(last) = definitions.last_mut() {
                        last.terms.push((node, words));
                    }
                }
                "dd" => {
                    self.flush(&mut line, &mut loose);
                    described(definitions, &mut loose);
                    let TagAttributes { node, style } = self.given(child);
                    let mut blocks = self.blocks(child);
                    style_blocks(style, &mut blocks, node.span, self.reading);
                    let page_break = || Block { node: Node::at(node.span), kind: BlockKind::PageBreak };
                    if style.break_before {
                        blocks.insert(0, page_break());
                    }
                    blocks.extend(style.break_after.then(page_break));
                    let blocks = if node.attrs.is_some() { vec![Block { node, kind: BlockKind::Container(blocks) }] } else { blocks };
                    body(definitions, blocks, self.at);
                }
                _ => self.part(child, &mut line, &mut loose),
            }
        }
        self.flush(&mut line, &mut loose);
        described(definitions, &mut loose);
    }

    /// Gives the attributes and the style of a `div` to the terms and the descriptions in it, since a document has no such groups. The
    /// anchor goes to the first term.
    fn give_to_entries(&self, group: &Node, style: TagStyle, definitions: &mut [Definition]) {
        let Attributes { anchor, classes, lang, .. } = group.attrs.as_deref().cloned().unwrap_or_default();
        let breaks = [(style.break_before, "page-break-before"), (style.break_after, "page-break-after")];
        breaks.into_iter().filter(|(asked, _)| *asked).for_each(|(_, property)| reports::style(property, group.span, self.reading));
        let given = Attributes { classes, lang, ..Attributes::default() };
        for definition in definitions.iter_mut() {
            for (node, term) in &mut definition.terms {
                let lang = given.lang.clone().filter(|_| node.lang().is_none());
                merge(node, Attributes { lang, ..given.clone() });
                *term = style.applied(std::mem::take(term), group.span);
            }
            for body in &mut definition.bodies {
                style_blocks(style, body, group.span, self.reading);
                if given != Attributes::default() {
                    let blocks = std::mem::take(body);
                    body.push(Block { node: Node::with(group.span, given.clone()), kind: BlockKind::Container(blocks) });
                }
            }
        }
        if anchor.is_none() {
            return;
        }
        let target = Attributes { anchor, ..Attributes::default() };
        match definitions.first_mut() {
            Some(first) => match first.terms.first_mut() {
                Some((node, _)) if node.anchor().is_none() => merge(node, target),
                Some((_, term)) => term.insert(0, Inline { node: Node::with(group.span, target), kind: InlineKind::Anchor }),
                None => merge(&mut first.node, target),
            },
            None => reports::attribute("div", "id", group.span, self.reading),
        }
    }
}

/// Adds content outside the items of a list to the last item.
fn settle(items: &mut Vec<ListItem>, loose: &mut Vec<Block>) {
    let blocks = std::mem::take(loose);
    match (items.last_mut(), blocks.first()) {
        (Some(last), _) => last.blocks.extend(blocks),
        (None, Some(first)) => items.push(ListItem { node: Node::at(first.node.span), task: None, number: None, work: None, blocks }),
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
