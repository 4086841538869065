//! Pairs opening and closing tags, and fences, and replaces each pair by a block or an inline. Tags without a pair stay raw and are
//! reported.
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Attributes, Block, BlockKind, Format, Inline, InlineKind, Node, Raw};

use crate::manuscript::files::assembled::{ASSEMBLED, assembled, bytes};
use crate::manuscript::html::elements as html_elements;
use crate::manuscript::html::tag as html_tag;
use crate::manuscript::html::tag::{Enclosure, Opening, Tag, Token};
use crate::manuscript::scan::fences::Fence;
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::shape;

/// How deeply tags may be nested in one block. Tags beyond that are not paired.
const DEPTH: usize = 16;

/// The part that a block or inline has in a pair.
enum Mark {
    Open(Enclosure, Attributes),
    Close(Enclosure),
    /// A tag that needs no closing tag.
    Alone(Tag),
    /// None: it is not a tag.
    None,
}

fn mark(raw: Option<&Raw>) -> Mark {
    let whole = |raw: &Raw| html_tag::tag(&raw.text).filter(|(_, length)| *length == raw.text.len());
    match raw.filter(|raw| raw.format == Format::Html).and_then(whole) {
        Some((tag, _)) if tag.closing => Mark::Close(Enclosure::Element(tag.name)),
        Some((tag, _)) if tag.alone() => Mark::Alone(tag),
        Some((tag, _)) => Mark::Open(Enclosure::Element(tag.name), tag.attributes),
        None => Mark::None,
    }
}

/// Reports a tag that has no pair or is not known. Each name is reported once in a file.
fn report(span: crate::source::Span, raw: &str, reading: &Reading<'_>) {
    let Some((tag, _)) = html_tag::tag(raw) else { return };
    let mut reported = reading.tags.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if reported.insert(tag.name.clone()) {
        reading.sink.report(
            Diagnostic::new(codes::RAW_HTML, reading.at(span), format!("the HTML tag `{}` is kept as it is", tag.name))
                .label("not printed on paper")
                .hint("write Markdown instead, or close the tag where it is opened"),
        );
    }
}

/// Cuts an HTML block into blocks: a raw block for each tag, and paragraphs for the text between.
/// `lines` are its lines, each with its first byte in the assembled text.
pub(crate) fn blocks(lines: &[(usize, String)], reading: &Reading<'_>) -> Vec<Block> {
    if let [(start, line), ..] = lines
        && let Some((at, fence)) = reading.prepared.fences.range(*start..*start + line.len()).next()
    {
        let tag = if matches!(fence, Fence::Open(_)) { "<div>" } else { "</div>" };
        let raw = Raw { format: Format::Html, text: tag.to_owned() };
        return vec![Block { node: Node::at(assembled(*at..*at + tag.len())), kind: BlockKind::Raw(raw) }];
    }
    let mut text = String::new();
    let mut starts = Vec::new();
    for (start, line) in lines {
        starts.push((text.len(), *start));
        text.push_str(line);
    }
    let place = |at: usize| {
        let line = starts.partition_point(|(own, _)| *own <= at).saturating_sub(1);
        starts.get(line).map_or(0, |(own, start)| start + (at - own))
    };
    let mut out = Vec::new();
    let mut between: Vec<Inline> = Vec::new();
    let flush = |between: &mut Vec<Inline>, out: &mut Vec<Block>| {
        let mut own = inlines(std::mem::take(between), reading);
        html_tag::trim(&mut own);
        if let Some(span) = own.iter().map(|inline| inline.node.span).reduce(crate::source::Span::to) {
            out.push(shape::paragraph(Node::at(span), own, reading));
        }
    };
    for (range, token) in html_tag::tokens(&text) {
        let span = assembled(place(range.start)..place(range.end.saturating_sub(1).max(range.start)) + 1);
        let slice = reading.restored(&text[range.clone()], bytes(span));
        let raw = |text: String| Raw { format: Format::Html, text };
        match token {
            Token::Text => html_tag::text(&slice, place(range.start), &mut between),
            Token::Tag(tag) if !html_elements::is_block(&tag.name) => {
                between.push(Inline { node: Node::at(span), kind: InlineKind::Raw(raw(slice)) });
            }
            Token::Preformatted(inner) => {
                flush(&mut between, &mut out);
                out.push(Block {
                    node: Node::at(span),
                    kind: BlockKind::Code { language: None, text: reading.restored(&inner, bytes(span)) },
                });
            }
            Token::Comment if between.is_empty() => out.push(Block { node: Node::at(span), kind: BlockKind::Raw(raw(slice)) }),
            Token::Comment => between.push(Inline { node: Node::at(span), kind: InlineKind::Raw(raw(slice)) }),
            Token::Tag(_) => {
                flush(&mut between, &mut out);
                out.push(Block { node: Node::at(span), kind: BlockKind::Raw(raw(slice)) });
            }
            Token::Opaque => {
                flush(&mut between, &mut out);
                report(span, &slice, reading);
                out.push(Block { node: Node::at(span), kind: BlockKind::Raw(raw(slice)) });
            }
        }
    }
    flush(&mut between, &mut out);
    out
}

/// The fence that a raw block replaced: both begin at the same byte of the assembled text.
fn fence<'a>(block: &Block, reading: &'a Reading<'_>) -> Option<&'a Fence> {
    let at = (block.node.span.file == ASSEMBLED && matches!(block.kind, BlockKind::Raw(_))).then_some(block.node.span.start as usize)?;
    reading.prepared.fences.get(&at)
}

/// An opening with its raw block or inline, and everything read since. The outermost level has no opening.
type Level<T> = (Option<(Opening, T)>, Vec<T>);

/// Pairs tags and fences among blocks, then attaches captions to their tables.
pub(crate) fn grouped(blocks: Vec<Block>, reading: &Reading<'_>) -> Vec<Block> {
    shape::captioned(paired(blocks, reading))
}

/// Pairs tags and fences among blocks.
fn paired(blocks: Vec<Block>, reading: &Reading<'_>) -> Vec<Block> {
    if !blocks.iter().any(|block| matches!(block.kind, BlockKind::Raw(_))) {
        return blocks;
    }
    let mut levels: Vec<Level<Block>> = vec![(None, Vec::new())];
    for block in blocks {
        let raw = match &block.kind {
            BlockKind::Raw(raw) => Some(raw),
            _ => None,
        };
        let mark = match fence(&block, reading) {
            Some(Fence::Open(attributes)) => Mark::Open(Enclosure::Fence, attributes.clone()),
            Some(Fence::Close) => Mark::Close(Enclosure::Fence),
            None => mark(raw),
        };
        match mark {
            Mark::Open(enclosure, attributes) if levels.len() <= DEPTH => {
                let span = block.node.span;
                levels.push((Some((Opening { enclosure, attributes, span }, block)), Vec::new()));
            }
            Mark::Close(enclosure) => {
                let found = levels.iter().rposition(|(open, _)| open.as_ref().is_some_and(|(open, _)| open.enclosure == enclosure));
                let Some(found) = found else {
                    leave_block(block, &mut levels, reading);
                    continue;
                };
                while levels.len() > found + 1 {
                    give_up(&mut levels, reading);
                }
                if let Some((Some((mut opening, _)), inner)) = levels.pop() {
                    opening.span = opening.span.to(block.node.span);
                    html_elements::block(opening, grouped(inner, reading), reading, top(&mut levels));
                }
            }
            Mark::Alone(tag) => match html_elements::block_alone(&tag, &block, reading) {
                Some(made) => top(&mut levels).push(made),
                None => leave_block(block, &mut levels, reading),
            },
            Mark::Open(..) => leave_block(block, &mut levels, reading),
            Mark::None if raw.is_some_and(shape::is_page_break) => {
                top(&mut levels).push(Block { node: block.node, kind: BlockKind::PageBreak });
            }
            Mark::None => top(&mut levels).push(block),
        }
    }
    while levels.len() > 1 {
        give_up(&mut levels, reading);
    }
    levels.pop().map(|(_, blocks)| blocks).unwrap_or_default()
}

fn top<T>(levels: &mut [Level<T>]) -> &mut Vec<T> {
    &mut levels.last_mut().expect("the first level is never closed").1
}

/// Closes a level whose closing is missing. A tag stays raw text before the blocks that follow it. A fence ends here.
fn give_up(levels: &mut Vec<Level<Block>>, reading: &Reading<'_>) {
    let Some((Some((mut opening, block)), inner)) = levels.pop() else { return };
    if opening.enclosure == Enclosure::Fence {
        opening.span = inner.iter().map(|block| block.node.span).fold(opening.span, crate::source::Span::to);
        html_elements::block(opening, grouped(inner, reading), reading, top(levels));
    } else {
        leave_block(block, levels, reading);
        top(levels).extend(inner);
    }
}

fn leave_block(block: Block, levels: &mut [Level<Block>], reading: &Reading<'_>) {
    if fence(&block, reading).is_some() {
        // The opening fence is in another block. `scan` reported that if it is a mistake.
        return;
    }
    if let BlockKind::Raw(raw) = &block.kind {
        report(block.node.span, &raw.text, reading);
    }
    top(levels).push(block);
}

/// Pairs tags among inlines.
pub(crate) fn inlines(inlines: Vec<Inline>, reading: &Reading<'_>) -> Vec<Inline> {
    if !inlines.iter().any(|inline| matches!(inline.kind, InlineKind::Raw(_))) {
        return inlines;
    }
    let mut levels: Vec<Level<Inline>> = vec![(None, Vec::new())];
    let leave = |inline: Inline, levels: &mut Vec<Level<Inline>>| {
        if let InlineKind::Raw(raw) = &inline.kind {
            report(inline.node.span, &raw.text, reading);
        }
        top(levels).push(inline);
    };
    for inline in inlines {
        let raw = match &inline.kind {
            InlineKind::Raw(raw) => Some(raw),
            _ => None,
        };
        match mark(raw) {
            Mark::Open(enclosure, attributes) if levels.len() <= DEPTH => {
                let span = inline.node.span;
                levels.push((Some((Opening { enclosure, attributes, span }, inline)), Vec::new()));
            }
            Mark::Close(enclosure) => {
                let found = levels.iter().rposition(|(open, _)| open.as_ref().is_some_and(|(open, _)| open.enclosure == enclosure));
                let Some(found) = found else {
                    leave(inline, &mut levels);
                    continue;
                };
                while levels.len() > found + 1 {
                    if let Some((Some((_, open)), inner)) = levels.pop() {
                        leave(open, &mut levels);
                        top(&mut levels).extend(inner);
                    }
                }
                if let Some((Some((mut opening, _)), inner)) = levels.pop() {
                    opening.span = opening.span.to(inline.node.span);
                    top(&mut levels).push(html_elements::inline(opening, inner));
                }
            }
            Mark::Alone(tag) => match html_elements::inline_alone(&tag, &inline) {
                Some(made) => top(&mut levels).push(made),
                None => leave(inline, &mut levels),
            },
            Mark::Open(..) => leave(inline, &mut levels),
            Mark::None => top(&mut levels).push(inline),
        }
    }
    while levels.len() > 1 {
        if let Some((Some((_, open)), inner)) = levels.pop() {
            leave(open, &mut levels);
            top(&mut levels).extend(inner);
        }
    }
    levels.pop().map(|(_, inlines)| inlines).unwrap_or_default()
}
