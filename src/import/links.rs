//! Anchors and links of all pages of a source.
//!
//! Each page has its own names, so first every anchor gets the number of its page ([`globalise`]), and every link to a page or to a place
//! of a page leads to such a name. When notes have been found, [`settle`] keeps the anchors that a link leads to, under names that are
//! unique in the book, and finds the links to nothing.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::document::{Attributes, Block, BlockKind, Inline, InlineKind, Node, Note, Visit, VisitMut, walk_blocks, walk_blocks_mut};
use crate::source::Span;
use crate::source::uri::{decoded, is_remote, joined};

use super::draft::DraftPage;

/// The sign before the number of a page in a global name. It stands in no anchor of a book.
const SIGN: char = '\u{1}';

/// The global name of an anchor of a page. An empty anchor stands for the page itself.
fn global(page: usize, anchor: &str) -> String {
    format!("{page}{SIGN}{anchor}")
}

/// Gives all anchors and links of the pages global names. `notes` are those that the format itself marks as notes; they belong to the first
/// page.
pub(super) fn globalise(pages: &mut [DraftPage], notes: &mut [Note]) {
    let numbers: BTreeMap<String, usize> = pages.iter().enumerate().map(|(number, page)| (page.path.clone(), number)).collect();
    for (number, page) in pages.iter_mut().enumerate() {
        let path = page.path.clone();
        let mut pass = Globaliser { number, path: &path, numbers: &numbers };
        walk_blocks_mut(&mut page.blocks, &mut pass);
        if number == 0 {
            notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut pass));
        }
    }
}

struct Globaliser<'a> {
    number: usize,
    path: &'a str,
    numbers: &'a BTreeMap<String, usize>,
}

impl VisitMut for Globaliser<'_> {
    fn node(&mut self, node: &mut Node) {
        if node.anchor().is_some()
            && let Some(attributes) = node.attrs.as_mut().map(Arc::make_mut)
            && let Some(anchor) = &mut attributes.anchor
        {
            *anchor = global(self.number, anchor);
        }
    }

    fn inline(&mut self, inline: &mut Inline) {
        if let InlineKind::Link { target, .. } | InlineKind::Reference { target, .. } = &mut inline.kind {
            if is_remote(target) || target.starts_with("mailto:") {
                return;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let path = if file.is_empty() { self.path.to_owned() } else { joined(self.path, &decoded(file)) };
            if let Some(number) = self.numbers.get(&path).filter(|_| !(file.is_empty() && anchor.is_empty())) {
                *target = format!("#{}", global(*number, &decoded(anchor)));
            }
        }
    }
}

/// A target as a global name. `None` if the target is not in the source.
pub(super) fn place(target: &str) -> Option<&str> {
    target.strip_prefix('#').filter(|name| name.contains(SIGN))
}

/// The targets of links.
#[derive(Default)]
struct LinkedNames(BTreeSet<String>);

impl Visit for LinkedNames {
    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Link { target, .. } | InlineKind::Reference { target, .. } = &inline.kind
            && let Some(name) = place(target)
        {
            self.0.insert(name.to_owned());
        }
    }
}

/// A link that leads to nothing.
pub(super) struct DeadLink {
    pub(super) span: Span,
    /// Its target as the page has it.
    pub(super) target: String,
    /// Its text.
    pub(super) text: String,
}

/// Renames the anchors that are in use, and removes all others. A link to a page leads to its first block. Links to nothing become text, if
/// `removes_links` says so; they are returned.
pub(super) fn settle(pages: &mut [DraftPage], notes: &mut [Note], removes_links: bool) -> Vec<DeadLink> {
    let mut targets = LinkedNames::default();
    pages.iter().for_each(|page| walk_blocks(&page.blocks, &mut targets));
    notes.iter().for_each(|note| walk_blocks(&note.blocks, &mut targets));
    for (number, page) in pages.iter_mut().enumerate() {
        let name = global(number, "");
        if targets.0.contains(&name) {
            // A heading is a better target than a picture before it.
            let at = page.blocks.iter().position(|block| matches!(block.kind, BlockKind::Heading { .. })).unwrap_or(0);
            give_anchor(&mut page.blocks, at, name);
        }
    }
    let mut renamer = AnchorRenamer { targets: &targets.0, names: BTreeMap::new(), taken: BTreeSet::new() };
    pages.iter_mut().for_each(|page| walk_blocks_mut(&mut page.blocks, &mut renamer));
    notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut renamer));
    let names = renamer.names;
    let mut links = LinkSettler { names: &names, removes_links, dead: Vec::new(), span: Span::DETACHED };
    pages.iter_mut().for_each(|page| walk_blocks_mut(&mut page.blocks, &mut links));
    notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut links));
    links.dead
}

/// Gives a block an anchor. If it already has one, an anchor is put before it.
fn give_anchor(blocks: &mut Vec<Block>, at: usize, name: String) {
    let Some(block) = blocks.get_mut(at) else { return };
    let attributes = Attributes { anchor: Some(name), ..Attributes::default() };
    if block.node.anchor().is_none() && matches!(block.kind, BlockKind::Heading { .. }) {
        let mut own = block.node.attrs.as_deref().cloned().unwrap_or_default();
        own.anchor = attributes.anchor;
        block.node = Node::with(block.node.span, own);
        return;
    }
    let anchor = Inline { node: Node::with(block.node.span, attributes), kind: InlineKind::Anchor };
    match &mut block.kind {
        BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } => inlines.insert(0, anchor),
        _ => {
            let node = Node::at(block.node.span);
            blocks.insert(at, Block { node, kind: BlockKind::Paragraph(vec![anchor]) });
        }
    }
}

/// Gives anchors names that are unique in the book.
struct AnchorRenamer<'a> {
    targets: &'a BTreeSet<String>,
    names: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

impl VisitMut for AnchorRenamer<'_> {
    fn node(&mut self, node: &mut Node) {
        let Some(anchor) = node.anchor().map(str::to_owned) else { return };
        let Some(attributes) = node.attrs.as_mut().map(Arc::make_mut) else { return };
        attributes.anchor = None;
        // Only the first of equal names is a target.
        if self.targets.contains(&anchor) && !self.names.contains_key(&anchor) {
            let own = anchor.split(SIGN).nth(1).unwrap_or_default();
            let mut name: String = own.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect();
            if !name.starts_with(char::is_alphabetic) {
                name = format!("page-{}{}{name}", anchor.split(SIGN).next().unwrap_or_default(), if name.is_empty() { "" } else { "-" });
            }
            let base = name.clone();
            let mut number = 2;
            while !self.taken.insert(name.clone()) {
                name = format!("{base}-{number}");
                number += 1;
            }
            attributes.anchor = Some(name.clone());
            self.names.insert(anchor, name);
        }
        if *attributes == Attributes::default() {
            node.attrs = None;
        }
    }

    /// Anchors that nothing leads to print nothing.
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        inlines.retain(|inline| {
            let is_target = inline.node.anchor().is_some_and(|anchor| self.targets.contains(anchor));
            !matches!(inline.kind, InlineKind::Anchor) || is_target || inline.node.is_index_mark()
        });
    }
}

/// Gives links the new names, and removes the links to nothing.
struct LinkSettler<'a> {
    names: &'a BTreeMap<String, String>,
    removes_links: bool,
    dead: Vec<DeadLink>,
    /// The place of the block.
    span: Span,
}

impl VisitMut for LinkSettler<'_> {
    fn block(&mut self, block: &mut Block) {
        self.span = block.node.span;
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        for inline in std::mem::take(inlines) {
            match inline.kind {
                InlineKind::Link { target, title, text } => match self.target(&target) {
                    Some(target) => inlines.push(Inline { kind: InlineKind::Link { target, title, text }, ..inline }),
                    None => {
                        // A global name is internal. Only the anchor in it is kept.
                        let target =
                            place(&target).map_or(target.clone(), |name| format!("#{}", name.split(SIGN).nth(1).unwrap_or_default()));
                        if self.removes_links {
                            let words = crate::document::plain_text(&text);
                            self.dead.push(DeadLink { span: self.span, target, text: words });
                            inlines.extend(text);
                        } else {
                            inlines.push(Inline { kind: InlineKind::Link { target, title, text }, ..inline });
                        }
                    }
                },
                InlineKind::Reference { target, form } => {
                    if let Some(target) = self.target(&target) {
                        inlines.push(Inline { kind: InlineKind::Reference { target, form }, ..inline });
                    }
                }
                kind => inlines.push(Inline { kind, ..inline }),
            }
        }
    }
}

impl LinkSettler<'_> {
    /// The target in the manuscript. `None` if there is none.
    fn target(&self, target: &str) -> Option<String> {
        match place(target) {
            Some(name) => Some(format!("#{}", self.names.get(name)?)),
            None if is_remote(target) || target.starts_with("mailto:") || target.starts_with("tel:") => Some(target.to_owned()),
            None => None,
        }
    }
}
