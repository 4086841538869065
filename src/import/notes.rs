//! Rebuilds notes from links: a call that leads to a text, which leads back.
//!
//! E-books and web pages have notes as links. A link is a call if its role says so, or if it is a short mark, such as a number, that leads
//! to a text with a link back. The text is a paragraph, an item of a list, or another container with the name that the call leads to. A
//! note is made only if calls and texts match one to one; otherwise everything stays a link.
use std::collections::{BTreeMap, BTreeSet};

use crate::document::{
    Block, BlockKind, Inline, InlineKind, Node, Note, NoteId, Visit, VisitMut, plain_text, walk_blocks, walk_blocks_mut,
};

use super::draft::{Draft, DraftPage};
use super::links::place;
use super::repair::is_note_heading;

/// The maximum number of characters in a mark.
const LONGEST_MARK: usize = 8;

/// A link that may be a call.
#[derive(Clone, Debug)]
struct LinkedCall {
    /// The place that it leads to.
    target: String,
    /// The names of the call itself, and of what is around it in the line.
    names: Vec<String>,
    /// Its words: `1`, `[1]`, `*`.
    mark: String,
    /// Whether its role says that it is a call.
    is_named: bool,
}

/// A text that may be a note.
struct LinkedNote {
    blocks: Vec<Block>,
    /// The places that its links lead to.
    targets: BTreeSet<String>,
    /// Whether its role says that it is a note.
    is_named: bool,
    /// Whether the number is not part of the text, since a list gives it.
    is_numbered: bool,
}

/// Makes notes in the pages of a book.
pub(super) fn rebuild(draft: &mut Draft) {
    let mut calls = CallFinder::default();
    draft.pages.iter().for_each(|page| walk_blocks(&page.blocks, &mut calls));
    let wanted: BTreeSet<String> = calls.found.iter().map(|call| call.target.clone()).collect();
    if wanted.is_empty() {
        return;
    }
    let mut texts: BTreeMap<String, LinkedNote> = BTreeMap::new();
    draft.pages.iter().for_each(|page| find_texts(&page.blocks, &wanted, &mut texts));
    let mut by_target: BTreeMap<&str, Vec<&LinkedCall>> = BTreeMap::new();
    calls.found.iter().for_each(|call| by_target.entry(&call.target).or_default().push(call));
    let mut chosen: BTreeMap<String, NoteId> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    let mut doubtful = 0;
    for call in &calls.found {
        if chosen.contains_key(&call.target) {
            continue;
        }
        let own = &by_target[call.target.as_str()];
        let Some(text) = texts.get(&call.target) else { continue };
        let leads_back = own.iter().any(|call| call.names.iter().any(|name| text.targets.contains(name)));
        let is_named = text.is_named && own.iter().any(|call| call.is_named);
        if leads_back || is_named {
            let number = u32::try_from(draft.notes.len() + order.len()).unwrap_or(u32::MAX);
            chosen.insert(call.target.clone(), NoteId(number));
            order.push(call.target.clone());
        } else if call.is_named {
            doubtful += 1;
        }
    }
    if doubtful > 0 {
        draft.remarks.add("calls of notes whose text was not found, now links", format!("{doubtful}"));
    }
    let back: BTreeSet<String> =
        calls.found.iter().filter(|call| chosen.contains_key(&call.target)).flat_map(|call| call.names.clone()).collect();
    let mut pass = CallReplacer { chosen: &chosen };
    for target in &order {
        let Some(text) = texts.remove(target) else { continue };
        let mut blocks = text.blocks;
        let calls = by_target[target.as_str()].iter().filter(|_| !text.is_numbered);
        let marks = calls.map(|call| digits(&call.mark)).collect();
        without_links_back(&mut blocks, &back, &marks);
        walk_blocks_mut(&mut blocks, &mut pass);
        let label = (draft.notes.len() + 1).to_string();
        draft.notes.push(Note { node: Node::at(crate::source::Span::DETACHED), label, blocks });
    }
    for DraftPage { blocks, .. } in &mut draft.pages {
        let before = blocks.len();
        remove_texts(blocks, &chosen);
        walk_blocks_mut(blocks, &mut pass);
        let mut titles = Vec::new();
        remove_empty_sections(blocks, &mut titles);
        if blocks.len() < before && is_note_title(blocks) {
            blocks.iter().for_each(|block| titles.extend(block_title(block)));
            blocks.clear();
        }
        for title in titles {
            draft.remarks.add("headings of notes, left out, since a book makes its own", title);
        }
    }
}

/// The role of a node.
fn role(node: &Node) -> &str {
    node.attribute("role").unwrap_or_default()
}

/// Collects the links that may be calls.
#[derive(Default)]
struct CallFinder {
    found: Vec<LinkedCall>,
}

impl Visit for CallFinder {
    fn line(&mut self, inlines: &[Inline]) {
        self.search(inlines, &[]);
    }
}

impl CallFinder {
    fn search(&mut self, inlines: &[Inline], around: &[String]) {
        let mut before: Option<String> = None;
        for inline in inlines {
            let mut names = around.to_vec();
            names.extend(inline.node.anchor().map(str::to_owned));
            names.extend(before.take());
            match &inline.kind {
                InlineKind::Anchor => before = inline.node.anchor().map(str::to_owned),
                InlineKind::Link { target, text, .. } => {
                    let Some(target) = place(target) else { continue };
                    let is_named = role(&inline.node) == "doc-noteref";
                    let mark = plain_text(text);
                    text.iter().for_each(|inner| names.extend(inner.node.anchor().map(str::to_owned)));
                    if role(&inline.node) != "doc-backlink" && (is_named || is_mark(&mark)) {
                        self.found.push(LinkedCall { target: target.to_owned(), names, mark, is_named });
                    }
                }
                kind => self.search(kind.inner().unwrap_or_default(), &names),
            }
        }
    }
}

/// Whether a text is the mark of a note: a number, a letter, a sign, in brackets or not.
fn is_mark(text: &str) -> bool {
    let inner = text.trim().trim_start_matches(['[', '(']).trim_end_matches([']', ')', '.']);
    let is_number = !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit());
    let is_sign = !inner.is_empty() && inner.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#'));
    let is_letter = inner.chars().count() == 1 && inner.chars().all(char::is_alphabetic);
    text.chars().count() <= LONGEST_MARK && (is_number || is_sign || is_letter)
}

/// The names by which a block can be linked to: its own, and those at the beginning of its first line.
fn names(block: &Block) -> Vec<String> {
    let mut names: Vec<String> = block.node.anchor().map(str::to_owned).into_iter().collect();
    if let BlockKind::Paragraph(inlines) = &block.kind {
        let mut first = inlines.as_slice();
        while let Some(inline) = first.first() {
            names.extend(inline.node.anchor().map(str::to_owned));
            first = match &inline.kind {
                InlineKind::Anchor => &first[1..],
                kind => kind.inner().unwrap_or_default(),
            };
        }
    }
    names
}

/// Collects the places that links lead to.
#[derive(Default)]
struct TargetNames(BTreeSet<String>);

impl Visit for TargetNames {
    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Link { target, .. } = &inline.kind
            && let Some(name) = place(target)
        {
            self.0.insert(name.to_owned());
        }
    }
}

fn linked_note(blocks: Vec<Block>, node: &Node) -> LinkedNote {
    let mut targets = TargetNames::default();
    walk_blocks(&blocks, &mut targets);
    LinkedNote { is_named: matches!(role(node), "doc-footnote" | "doc-endnote"), targets: targets.0, blocks, is_numbered: false }
}

/// Finds the texts with the wanted names.
fn find_texts(blocks: &[Block], wanted: &BTreeSet<String>, out: &mut BTreeMap<String, LinkedNote>) {
    for block in blocks {
        let own: Vec<String> = names(block).into_iter().filter(|name| wanted.contains(name)).collect();
        match (&block.kind, own.first()) {
            (BlockKind::Container(inner), Some(name)) if block.node.anchor() == Some(name) => {
                out.entry(name.clone()).or_insert_with(|| linked_note(inner.clone(), &block.node));
                continue;
            }
            (BlockKind::Paragraph(_), Some(name)) => {
                out.entry(name.clone()).or_insert_with(|| linked_note(vec![block.clone()], &block.node));
                continue;
            }
            _ => {}
        }
        match &block.kind {
            BlockKind::Container(inner) | BlockKind::Quote { blocks: inner, .. } => find_texts(inner, wanted, out),
            BlockKind::List(list) => {
                for item in &list.items {
                    let name = item
                        .node
                        .anchor()
                        .map(str::to_owned)
                        .or_else(|| item.blocks.first().and_then(|block| names(block).into_iter().next()));
                    match name.filter(|name| wanted.contains(name)) {
                        Some(name) => {
                            let is_numbered = list.start.is_some();
                            out.entry(name).or_insert_with(|| LinkedNote { is_numbered, ..linked_note(item.blocks.clone(), &item.node) });
                        }
                        None => find_texts(&item.blocks, wanted, out),
                    }
                }
            }
            // calibre makes a list from each note, and the list has the name.
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    let own = block.node.anchor().filter(|_| definitions.len() == 1).map(str::to_owned);
                    let name = own.or_else(|| {
                        definition.terms.iter().find_map(|(node, term)| {
                            node.anchor().or_else(|| term.first().and_then(|first| first.node.anchor())).map(str::to_owned)
                        })
                    });
                    if let Some(name) = name.filter(|name| wanted.contains(name)) {
                        let blocks: Vec<Block> = definition.bodies.iter().flatten().cloned().collect();
                        let mut text = LinkedNote { is_numbered: true, ..linked_note(blocks, &definition.node) };
                        let mut targets = TargetNames::default();
                        definition.terms.iter().for_each(|(_, term)| crate::document::walk_inlines(term, &mut targets));
                        text.targets.extend(targets.0);
                        out.entry(name).or_insert(text);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Removes the links from a note back to its calls, with the mark or the arrow in them, and the number that the note begins with if it is
/// one of `marks`. A text such as "137 voted for it" begins with a number of its own.
fn without_links_back(blocks: &mut Vec<Block>, back: &BTreeSet<String>, marks: &BTreeSet<&str>) {
    struct LinksBack<'a>(&'a BTreeSet<String>);
    impl VisitMut for LinksBack<'_> {
        fn inlines(&mut self, inlines: &mut Vec<Inline>) {
            inlines.retain(|inline| match &inline.kind {
                InlineKind::Link { target, text, .. } => {
                    let leads_back = place(target).is_some_and(|name| self.0.contains(name));
                    let is_short = plain_text(text).chars().count() <= LONGEST_MARK || role(&inline.node) == "doc-backlink";
                    !(leads_back && is_short)
                }
                _ => true,
            });
            inlines.retain(
                |inline| !matches!(&inline.kind, InlineKind::Superscript(inner) | InlineKind::Container(inner) if inner.is_empty()),
            );
        }
    }
    walk_blocks_mut(blocks, &mut LinksBack(back));
    if let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = blocks.first_mut() {
        inlines.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
        let rest = inlines.clone();
        if let Some(Inline { kind: InlineKind::Text(text), .. }) = inlines.first_mut() {
            *text = without_mark(text, rest.len() > 1, marks).to_owned();
        }
    }
    for block in blocks.iter_mut() {
        if let BlockKind::Paragraph(inlines) = &mut block.kind {
            trim(inlines);
        }
    }
    blocks.retain(|block| !matches!(&block.kind, BlockKind::Paragraph(inlines) if inlines.is_empty()));
}

/// The digits of a mark: those of `[1]` are `1`.
fn digits(mark: &str) -> &str {
    mark.trim_matches(|c: char| !c.is_ascii_digit())
}

/// A text without the number and the punctuation that a note begins with: `. `, `1. `, `[1] `. A number that is not among `marks` belongs
/// to the text.
fn without_mark<'t>(text: &'t str, has_more: bool, marks: &BTreeSet<&str>) -> &'t str {
    let bare = text.trim_start();
    let inner = bare.trim_start_matches(['[', '(']);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = &inner[..inner.len() - rest.len()];
    let after = rest.trim_start_matches([']', ')', '.', ':']);
    let length = bare.len() - after.len();
    let is_mark = length > 0 && length <= LONGEST_MARK && (after.starts_with([' ', '\u{A0}']) || (after.is_empty() && has_more));
    if is_mark && (number.is_empty() || marks.contains(number)) { after.trim_start() } else { bare }
}

/// Removes white space at both ends of a line.
pub(super) fn trim(inlines: &mut Vec<Inline>) {
    const WHITE: [char; 6] = [' ', '\t', '\n', '\r', '\u{A0}', '\u{FE0E}'];
    loop {
        match inlines.last_mut() {
            Some(Inline { kind: InlineKind::SoftBreak | InlineKind::LineBreak, .. }) => {
                inlines.pop();
            }
            Some(Inline { kind: InlineKind::Text(text), .. }) => {
                text.truncate(text.trim_end_matches(WHITE).len());
                if !text.is_empty() {
                    break;
                }
                inlines.pop();
            }
            _ => break,
        }
    }
    loop {
        match inlines.first_mut() {
            Some(Inline { kind: InlineKind::SoftBreak | InlineKind::LineBreak, .. }) => {
                inlines.remove(0);
            }
            Some(Inline { kind: InlineKind::Text(text), .. }) => {
                let kept = text.trim_start_matches(WHITE).to_owned();
                *text = kept;
                if !text.is_empty() {
                    break;
                }
                inlines.remove(0);
            }
            _ => break,
        }
    }
}

/// Puts calls in place of the links.
struct CallReplacer<'a> {
    chosen: &'a BTreeMap<String, NoteId>,
}

impl CallReplacer<'_> {
    /// The note that an inline calls: a link, or raised text, brackets or a container around nothing but such a link.
    fn called(&self, inline: &Inline) -> Option<NoteId> {
        match &inline.kind {
            InlineKind::Link { target, text, .. } if role(&inline.node) == "doc-noteref" || is_mark(&plain_text(text)) => {
                self.chosen.get(place(target)?).copied()
            }
            InlineKind::Superscript(inner) | InlineKind::Container(inner) => {
                let is_white = |inline: &&Inline| {
                    !matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty()) && !matches!(inline.kind, InlineKind::Anchor)
                };
                let mut rest = inner.iter().filter(is_white);
                match (rest.next(), rest.next()) {
                    (Some(only), None) => self.called(only),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

impl VisitMut for CallReplacer<'_> {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        for inline in inlines.iter_mut() {
            if let Some(note) = self.called(inline) {
                inline.kind = InlineKind::NoteCall(note);
                inline.node.attrs = None;
            }
        }
        // White space does not stand before a mark.
        for at in 1..inlines.len() {
            if matches!(inlines[at].kind, InlineKind::NoteCall(_))
                && let InlineKind::Text(text) = &mut inlines[at - 1].kind
            {
                text.truncate(text.trim_end_matches(' ').len());
            }
        }
    }
}

/// Removes the texts that have become notes.
fn remove_texts(blocks: &mut Vec<Block>, chosen: &BTreeMap<String, NoteId>) {
    let is_note = |names: Vec<String>| names.iter().any(|name| chosen.contains_key(name));
    blocks.retain(|block| match &block.kind {
        BlockKind::Paragraph(_) => !is_note(names(block)),
        BlockKind::Container(_) => !is_note(block.node.anchor().map(str::to_owned).into_iter().collect()),
        BlockKind::Definitions(definitions) => {
            definitions.len() != 1 || !is_note(block.node.anchor().map(str::to_owned).into_iter().collect())
        }
        _ => true,
    });
    for block in blocks.iter_mut() {
        match &mut block.kind {
            BlockKind::Container(inner) | BlockKind::Quote { blocks: inner, .. } => remove_texts(inner, chosen),
            BlockKind::List(list) => {
                list.items.retain(|item| {
                    let own = item.node.anchor().map(str::to_owned).into_iter().chain(item.blocks.first().map(names).unwrap_or_default());
                    !is_note(own.collect())
                });
                list.items.iter_mut().for_each(|item| remove_texts(&mut item.blocks, chosen));
            }
            BlockKind::Definitions(definitions) => definitions.retain(|definition| {
                let own = definition.terms.iter().flat_map(|(node, term)| {
                    node.anchor()
                        .map(str::to_owned)
                        .into_iter()
                        .chain(term.first().and_then(|first| first.node.anchor()).map(str::to_owned))
                });
                !is_note(own.collect())
            }),
            _ => {}
        }
    }
    blocks.retain(|block| match &block.kind {
        BlockKind::List(list) => !list.items.is_empty(),
        BlockKind::Definitions(definitions) => !definitions.is_empty(),
        BlockKind::Container(inner) => !inner.is_empty(),
        _ => true,
    });
}

/// Whether a page has nothing but the heading of its notes.
fn is_note_title(blocks: &[Block]) -> bool {
    matches!(blocks, [Block { kind: BlockKind::Heading { title, .. }, .. }] if is_note_heading(&plain_text(title)))
}

/// The words of a heading. `None` for another block.
fn block_title(block: &Block) -> Option<String> {
    match &block.kind {
        BlockKind::Heading { title, .. } => Some(plain_text(title)),
        _ => None,
    }
}

/// Removes containers of notes that now hold nothing but headings and rules. Adds the words of their headings to `titles`.
fn remove_empty_sections(blocks: &mut Vec<Block>, titles: &mut Vec<String>) {
    let is_rest = |block: &Block| matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Break | BlockKind::PageBreak);
    let is_empty = |block: &Block| match &block.kind {
        BlockKind::Container(inner) => {
            let has_role = role(&block.node) == "doc-endnotes" || block.node.has_class("footnotes") || block.node.has_class("endnotes");
            has_role && inner.iter().all(is_rest)
        }
        _ => false,
    };
    for block in blocks.iter().filter(|block| is_empty(block)) {
        if let BlockKind::Container(inner) = &block.kind {
            titles.extend(inner.iter().filter_map(block_title));
        }
    }
    blocks.retain(|block| !is_empty(block));
    for block in blocks {
        if let BlockKind::Container(inner) = &mut block.kind {
            remove_empty_sections(inner, titles);
        }
    }
}
