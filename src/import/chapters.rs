//! Divides the pages of a source into the chapters of a manuscript, one file each.
use crate::document::{Attributes, Block, BlockKind, DivisionKind, Inline, InlineKind, Matter, Node, NodeRole, plain_text};
use crate::source::Span;

use super::draft::{Draft, DraftPage};
use super::tidy::prints;

/// A chapter of the manuscript.
#[derive(Clone, Debug)]
pub(super) struct Chapter {
    pub(super) matter: Matter,
    pub(super) kind: Option<DivisionKind>,
    pub(super) title: String,
    /// For an e-book: how many entries of the table of contents are around its own.
    pub(super) depth: Option<usize>,
    pub(super) blocks: Vec<Block>,
    /// The text, if it is already Markdown.
    pub(super) markdown: Option<String>,
}

fn level(block: &Block) -> Option<u8> {
    match &block.kind {
        BlockKind::Heading { level, .. } => Some(*level),
        _ => None,
    }
}

fn title(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading { title, .. } => plain_text(title),
        _ => String::new(),
    }
}

/// Removes the first chapters if they only repeat the title page of the book: title, authors, publisher, date.
pub(super) fn without_title_page(chapters: &mut Vec<Chapter>, draft: &mut Draft) {
    let metadata = &draft.metadata;
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let single = [&metadata.title, &metadata.subtitle, &metadata.publisher, &metadata.date, &metadata.rights];
    let mut known: Vec<String> = single.into_iter().flatten().chain(&metadata.authors).map(|text| plain(text)).collect();
    known.extend(metadata.contributors.iter().map(|(name, _)| plain(name)));
    let title = metadata.title.as_deref().map(plain).unwrap_or_default();
    known.push(format!("{title}{}", metadata.subtitle.as_deref().map(plain).unwrap_or_default()));
    let says_nothing_else = |block: &Block| match &block.kind {
        BlockKind::Heading { title, .. } | BlockKind::Paragraph(title) => {
            let has_picture = title.iter().any(|inline| matches!(inline.kind, InlineKind::Image { .. } | InlineKind::NoteCall(_)));
            let words = plain(&plain_text(title));
            !has_picture && (words.is_empty() || known.contains(&words) || known.contains(&words.trim_start_matches("by").to_owned()))
        }
        _ => false,
    };
    let before = chapters.len();
    while chapters.len() > 1 && plain(&chapters[0].title) == title && !title.is_empty() && chapters[0].blocks.iter().all(says_nothing_else)
    {
        chapters.remove(0);
    }
    if chapters.len() < before {
        draft.remarks.add("the title page, left out, since a book makes its own", "");
    }
}

/// The chapters of a single page: it is divided at the headings of the highest level. If there is only one of them, at the beginning, it is
/// the title of the book, and the level below makes the chapters.
pub(super) fn of_one_page(draft: &mut Draft) -> Vec<Chapter> {
    let mut blocks: Vec<Block> = draft.pages.iter_mut().flat_map(|page| std::mem::take(&mut page.blocks)).collect();
    let Some(mut top) = blocks.iter().filter_map(level).min() else {
        if !blocks.iter().any(prints) {
            return Vec::new();
        }
        let title = draft.metadata.title.clone().unwrap_or_default();
        return vec![Chapter { matter: Matter::Body, kind: None, depth: None, title, blocks, markdown: None }];
    };
    let tops: Vec<usize> = (0..blocks.len()).filter(|at| level(&blocks[*at]) == Some(top)).collect();
    let below = blocks.iter().filter_map(level).filter(|own| *own > top).min();
    if let ([only], Some(below)) = (&tops[..], below)
        && !draft.has_title
        && !blocks[..*only].iter().any(prints)
        && blocks.iter().filter(|block| level(block) == Some(below)).count() > 1
        && !holds_note(&blocks[*only])
    {
        let own = title(&blocks[*only]);
        draft.metadata.title = Some(own).filter(|own| !own.is_empty()).or(draft.metadata.title.take());
        blocks.remove(*only);
        top = below;
    }
    let mut chapters: Vec<Chapter> = Vec::new();
    for block in blocks {
        if level(&block).is_some_and(|own| own <= top) || chapters.is_empty() {
            let matter = if level(&block).is_some() { Matter::Body } else { Matter::Front };
            chapters.push(Chapter { matter, kind: None, depth: None, title: title(&block), blocks: Vec::new(), markdown: None });
        }
        if let Some(last) = chapters.last_mut() {
            last.blocks.push(block);
        }
    }
    chapters.retain(|chapter| chapter.blocks.iter().any(prints));
    chapters.iter_mut().for_each(|chapter| with_levels(&mut chapter.blocks));
    chapters
}

fn holds_note(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Heading { title, .. } if title.iter().any(|inline| matches!(inline.kind, InlineKind::NoteCall(_))))
}

/// The chapters of an e-book: each page is one. A page without a heading gets the label of the table of contents as its title, or belongs
/// to the page before it.
pub(super) fn of_pages(draft: &mut Draft) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    for DraftPage { label, depth, mut blocks, .. } in std::mem::take(&mut draft.pages) {
        blocks.retain(prints);
        if blocks.is_empty() {
            continue;
        }
        let first = blocks.iter().position(|block| level(block).is_some());
        match (first, label) {
            (Some(at), _) => {
                let own = title(&blocks[at]);
                chapters.push(Chapter { matter: Matter::Body, kind: None, depth, title: own, blocks, markdown: None });
            }
            (None, Some(label)) => {
                let text = vec![Inline { node: Node::at(Span::DETACHED), kind: InlineKind::Text(label.clone()) }];
                let attributes = Attributes { classes: vec!["unnumbered".to_owned()], ..Attributes::default() };
                let node = Node::with(Span::DETACHED, attributes);
                blocks.insert(0, Block { node, kind: BlockKind::Heading { level: 1, title: text } });
                chapters.push(Chapter { matter: Matter::Body, kind: None, depth, title: label, blocks, markdown: None });
            }
            (None, None) => match chapters.last_mut() {
                Some(last) => last.blocks.extend(blocks),
                None => chapters.push(Chapter { matter: Matter::Front, kind: None, depth, title: String::new(), blocks, markdown: None }),
            },
        }
    }
    chapters.iter_mut().for_each(|chapter| with_levels(&mut chapter.blocks));
    for at in 1..chapters.len() {
        // A heading alone, with deeper entries after it, is the page of a part.
        let (before, after) = (&chapters[at - 1], &chapters[at]);
        let is_title = before.blocks.iter().all(|block| level(block).is_some());
        if is_title && matches!((before.depth, after.depth), (Some(own), Some(next)) if next > own) {
            chapters[at - 1].kind = Some(DivisionKind::Part);
        }
    }
    chapters
}

/// Gives the first heading level 1, and those below it levels without gaps.
fn with_levels(blocks: &mut [Block]) {
    let mut open: Vec<u8> = Vec::new();
    let mut is_first = true;
    for block in blocks {
        let BlockKind::Heading { level, .. } = &mut block.kind else { continue };
        while open.last().is_some_and(|last| *last >= *level) {
            open.pop();
        }
        open.push(*level);
        let depth = u8::try_from(open.len()).unwrap_or(6);
        // Only the first heading is that of the chapter.
        *level = if is_first { 1 } else { depth.max(2) }.min(6);
        if !is_first && open.len() == 1 {
            // A heading as high as the first one is a section below it.
            open.insert(0, 0);
        }
        is_first = false;
        let own = block.node.attrs.as_deref().cloned().unwrap_or_default();
        let classes = own.classes.iter().filter(|class| NodeRole::of_class(class) == Some(NodeRole::Unnumbered)).cloned().collect();
        block.node = Node::with(block.node.span, Attributes { anchor: own.anchor, lang: own.lang, classes, ..Attributes::default() });
    }
}
