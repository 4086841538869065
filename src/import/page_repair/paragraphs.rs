//! The rules on paragraphs, for the blocks of pages: page numbers, broken paragraphs, and headings.
use std::collections::BTreeSet;

use crate::document::{Block, BlockKind, Inline, InlineKind, Node, NodeRole, VisitMut, walk_blocks_mut};
use crate::import::draft::Draft;
use crate::import::repair::{
    Change, LEAST, LineKind, NumberedLine, Repair, Rule, continues, end, is_bold_title, is_capital_title, page_numbers, start,
};

use super::PlacedChange;
use super::inline_text::line_text;

/// How many paragraphs in a row may go on with one another. More of them are a series, such as the items of a law.
const LONGEST_CHAIN: usize = 2;

/// Runs a rule on every sequence of blocks in which paragraphs follow one another: pages, containers, quotations.
fn each_sequence(blocks: &mut Vec<Block>, run: &mut impl FnMut(&mut Vec<Block>)) {
    run(blocks);
    for block in blocks {
        match &mut block.kind {
            BlockKind::Container(inner) | BlockKind::Quote { blocks: inner, .. } => each_sequence(inner, run),
            _ => {}
        }
    }
}

/// Applies the rules on paragraphs, except those in `without`.
pub(super) fn paragraphs(draft: &mut Draft, without: &BTreeSet<Rule>, journal: &mut Vec<PlacedChange>) {
    for page in &mut draft.pages {
        if !without.contains(&Rule::PageNumbers) {
            each_sequence(&mut page.blocks, &mut |blocks| without_page_numbers(blocks, journal));
        }
        if !without.contains(&Rule::BrokenParagraphs) {
            each_sequence(&mut page.blocks, &mut |blocks| join_paragraphs(blocks, journal));
        }
    }
    let has_titles = has_headings(draft) || draft.pages.iter().any(|page| page.label.is_some());
    if !has_titles && !without.contains(&Rule::CapitalHeadings) {
        headings(draft, journal, TitleForm::Capitals);
    }
    if !has_titles && !without.contains(&Rule::BoldHeadings) {
        headings(draft, journal, TitleForm::Bold);
    }
}

fn paragraph(block: &Block) -> Option<&Vec<Inline>> {
    match &block.kind {
        BlockKind::Paragraph(inlines) => Some(inlines),
        _ => None,
    }
}

/// Removes page numbers. Their anchors go to the paragraph beside them.
fn without_page_numbers(blocks: &mut Vec<Block>, journal: &mut Vec<PlacedChange>) {
    let mut repair = Repair::default();
    for (at, block) in blocks.iter().enumerate() {
        let line = match paragraph(block) {
            Some(inlines) => NumberedLine::new(at, line_text(inlines).trim()),
            // What is not a paragraph ends a sentence.
            None => NumberedLine { kind: LineKind::Code, ..NumberedLine::new(at, ".") },
        };
        repair.lines.extend([line, NumberedLine::new(at, "")]);
    }
    page_numbers(&mut repair);
    for change in repair.journal.into_iter().rev() {
        let removed = blocks.remove(change.line);
        let anchors = paragraph(&removed).into_iter().flatten().filter(|inline| matches!(inline.kind, InlineKind::Anchor)).cloned();
        let anchors: Vec<Inline> = anchors.collect();
        let beside = if change.line < blocks.len() { change.line } else { blocks.len().saturating_sub(1) };
        if let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = blocks.get_mut(beside) {
            inlines.splice(0..0, anchors);
        }
        journal.push(PlacedChange { span: removed.node.span, change });
    }
}

/// Joins paragraphs that were broken by the end of a page.
fn join_paragraphs(blocks: &mut Vec<Block>, journal: &mut Vec<PlacedChange>) {
    let texts: Vec<Option<String>> =
        blocks.iter().map(|block| paragraph(block).map(|inlines| line_text(inlines).trim().to_owned())).collect();
    let goes_on = |at: usize| match (&texts[at], texts.get(at + 1)) {
        (Some(first), Some(Some(second))) => first.chars().count() >= LEAST && !first.ends_with(';') && continues(first, second),
        _ => false,
    };
    let mut joined: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < texts.len() {
        let length = (at..texts.len()).take_while(|at| goes_on(*at)).count();
        if (1..=LONGEST_CHAIN).contains(&length) {
            joined.extend(at..at + length);
        }
        at += length.max(1);
    }
    for at in joined.into_iter().rev() {
        let second = blocks.remove(at + 1);
        let (Some(BlockKind::Paragraph(first)), BlockKind::Paragraph(inlines)) =
            (blocks.get_mut(at).map(|block| &mut block.kind), second.kind)
        else {
            continue;
        };
        let (before, after) = (end(line_text(first).trim()), start(line_text(&inlines).trim()));
        first.push(Inline { node: Node::at(second.node.span), kind: InlineKind::Text(" ".to_owned()) });
        first.extend(inlines);
        let (before, after) = (format!("{before} ¶ {after}"), format!("{before} {after}"));
        journal.push(PlacedChange::new(second.node.span, Rule::BrokenParagraphs, before, after));
    }
}

fn has_headings(draft: &mut Draft) -> bool {
    struct Headings(bool);
    impl VisitMut for Headings {
        fn block(&mut self, block: &mut Block) {
            self.0 |= matches!(block.kind, BlockKind::Heading { .. });
        }
    }
    let mut found = Headings(false);
    draft.pages.iter_mut().for_each(|page| walk_blocks_mut(&mut page.blocks, &mut found));
    found.0
}

/// How titles that are not headings stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TitleForm {
    Capitals,
    Bold,
}

/// The line of a paragraph, which may be centred.
fn single_line(block: &Block) -> Option<&Vec<Inline>> {
    match &block.kind {
        BlockKind::Paragraph(inlines) => Some(inlines),
        BlockKind::Container(inner) if block.node.has_role(NodeRole::Center) && inner.len() == 1 => paragraph(&inner[0]),
        _ => None,
    }
}

/// The words of a block that may be a title.
fn title(block: &Block, form: TitleForm) -> Option<String> {
    let inlines = single_line(block)?;
    let text = line_text(inlines).trim().to_owned();
    let is_title = match form {
        TitleForm::Capitals => is_capital_title(&text),
        TitleForm::Bold => {
            let is_white = |inline: &&Inline| {
                !matches!(&inline.kind, InlineKind::Anchor) && !line_text(std::slice::from_ref(*inline)).trim().is_empty()
            };
            let mut rest = inlines.iter().filter(is_white);
            matches!((rest.next(), rest.next()), (Some(Inline { kind: InlineKind::Strong(_), .. }), None)) && is_bold_title(&text)
        }
    };
    is_title.then_some(text)
}

/// A block that is a title.
struct FoundTitle {
    page: usize,
    /// Its index in the page.
    at: usize,
    text: String,
}

/// Makes headings from titles, if the pages have no headings, and if there are at least two titles with a paragraph after each.
fn headings(draft: &mut Draft, journal: &mut Vec<PlacedChange>, form: TitleForm) {
    let level = if has_headings(draft) { 2 } else { 1 };
    let is_text =
        |block: &Block| paragraph(block).is_some_and(|inlines| line_text(inlines).chars().filter(|c| c.is_lowercase()).count() > 20);
    let mut found: Vec<FoundTitle> = Vec::new();
    for (number, page) in draft.pages.iter().enumerate() {
        for at in 0..page.blocks.len() {
            if let Some(text) = title(&page.blocks[at], form)
                && page.blocks.get(at + 1).is_some_and(is_text)
            {
                found.push(FoundTitle { page: number, at, text });
            }
        }
    }
    if found.len() < 2 {
        return;
    }
    for FoundTitle { page, at, text } in found {
        let block = &mut draft.pages[page].blocks[at];
        let Some(mut inlines) = single_line(block).cloned() else { continue };
        if form == TitleForm::Bold {
            inlines = inlines.into_iter().flat_map(without_bold).collect();
        }
        let span = block.node.span;
        *block = Block { node: Node::at(span), kind: BlockKind::Heading { level, title: inlines } };
        let (rule, before) = match form {
            TitleForm::Capitals => (Rule::CapitalHeadings, text.clone()),
            TitleForm::Bold => (Rule::BoldHeadings, format!("**{text}**")),
        };
        let marks = "#".repeat(usize::from(level));
        journal.push(PlacedChange { span, change: Change { line: 0, rule, before, after: format!("{marks} {text}") } });
    }
}

fn without_bold(inline: Inline) -> Vec<Inline> {
    match inline.kind {
        InlineKind::Strong(inner) => inner,
        kind => vec![Inline { kind, ..inline }],
    }
}
