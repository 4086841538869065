//! Sequences of sister blocks and of inlines in which HTML and Markdown are mixed.
use crate::document::{Attributes, Block, Inline};
use crate::source::Span;

use crate::manuscript::files::assembled::assembled;
use crate::manuscript::html::blocks::{TreeReader, fenced};
use crate::manuscript::html::feed::{Feed, HtmlLine, has_html};
use crate::manuscript::html::text_of_blocks::lines_of;
use crate::manuscript::scan::fences::Fence;
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::shape;

/// A part of a sequence of sister blocks.
#[derive(Debug)]
pub(crate) enum Part {
    /// A block of Markdown.
    Block(Block),
    /// An HTML block.
    Html(Vec<HtmlLine>),
    /// The beginning of a fenced container, with its attributes and its place.
    Open(Attributes, Span),
    /// The end of a fenced container.
    Close(Span),
}

/// The part for an HTML block. It stands for a fence if its first line has one.
pub(crate) fn html_part(lines: Vec<HtmlLine>, reading: &Reading<'_>) -> Part {
    let fences = &reading.prepared.fences;
    let fence = lines.first().and_then(|line| fences.range(line.start..line.start + line.text.len()).next());
    match fence {
        Some((at, Fence::Open(attributes))) => Part::Open(attributes.clone(), assembled(*at..*at + "<div>".len())),
        Some((at, Fence::Close)) => Part::Close(assembled(*at..*at + "</div>".len())),
        None => Part::Html(lines),
    }
}

/// How deeply blocks of HTML may be nested in a sequence that has this many blocks of Markdown around it. Deeper levels are flattened,
/// since all code that walks over a document is recursive.
pub(crate) fn nesting(around: usize) -> usize {
    32_usize.saturating_sub(around).max(8)
}

/// An open container, and what has been read since. The outermost level has no container.
struct Level {
    open: Option<(Attributes, Span)>,
    parts: Vec<Part>,
}

/// Reads a sequence of sister blocks: fenced containers first, and in each of them the HTML. An element does not reach over a fence. Then
/// attaches captions to their tables.
pub(crate) fn blocks(parts: Vec<Part>, reading: &Reading<'_>, around: usize) -> Vec<Block> {
    let mut levels = vec![Level { open: None, parts: Vec::new() }];
    // The containers that are open beyond the limit of nesting.
    let mut beyond = 0_usize;
    for part in parts {
        match part {
            Part::Open(_, span) if levels.len() > nesting(around) => {
                reading.report_depth(span);
                beyond += 1;
            }
            Part::Close(_) if beyond > 0 => beyond -= 1,
            Part::Open(attributes, span) => levels.push(Level { open: Some((attributes, span)), parts: Vec::new() }),
            // If no container is open here, the fence was opened in another block. `scan` reported that if it is a mistake.
            Part::Close(span) => close(&mut levels, Some(span), reading, around),
            part => levels.last_mut().expect("the first level is never closed").parts.push(part),
        }
    }
    while levels.len() > 1 {
        close(&mut levels, None, reading, around);
    }
    let parts = levels.pop().map(|level| level.parts).unwrap_or_default();
    shape::captioned(read(parts, reading, around))
}

/// Closes the innermost container. A container without an end contains everything read since.
fn close(levels: &mut Vec<Level>, end: Option<Span>, reading: &Reading<'_>, around: usize) {
    if levels.len() < 2 {
        return;
    }
    let Some(Level { open: Some((attributes, span)), parts }) = levels.pop() else { return };
    let inner = shape::captioned(read(parts, reading, around + levels.len()));
    let span = match end {
        Some(end) => span.to(end),
        None => inner.iter().map(|block| block.node.span).fold(span, Span::to),
    };
    let mut made = Vec::new();
    fenced(attributes, span, inner, reading, &mut made);
    let outer = &mut levels.last_mut().expect("the first level is never closed").parts;
    outer.extend(made.into_iter().map(Part::Block));
}

/// Reads a sequence without fences.
fn read(parts: Vec<Part>, reading: &Reading<'_>, around: usize) -> Vec<Block> {
    if !parts.iter().any(|part| matches!(part, Part::Html(_))) {
        let only = |part| if let Part::Block(block) = part { Some(block) } else { None };
        return parts.into_iter().filter_map(only).collect();
    }
    let mut feed = Feed::new(reading);
    for part in parts {
        match part {
            Part::Block(block) => feed.block(block),
            Part::Html(lines) => feed.html(&lines),
            Part::Open(..) | Part::Close(_) => {}
        }
    }
    TreeReader::new(feed.grow(), reading, nesting(around)).all_blocks()
}

/// What a paragraph with HTML becomes.
pub(crate) enum Paragraph {
    /// Text.
    Text(Vec<Inline>),
    /// Several blocks, since there is a block among its tags.
    Blocks(Vec<Block>),
}

/// Reads the inlines of a paragraph.
pub(crate) fn paragraph(inlines: Vec<Inline>, reading: &Reading<'_>, around: usize) -> Paragraph {
    if !has_html(&inlines) {
        return Paragraph::Text(inlines);
    }
    let mut feed = Feed::new(reading);
    feed.inlines(inlines);
    let mut tree = TreeReader::new(feed.grow(), reading, nesting(around));
    if tree.has_blocks() { Paragraph::Blocks(tree.all_blocks()) } else { Paragraph::Text(tree.all_inlines()) }
}

/// Reads inlines where no block can be, such as in a heading. The text of a block is a line of its own there.
pub(crate) fn inlines(inlines: Vec<Inline>, reading: &Reading<'_>) -> Vec<Inline> {
    match paragraph(inlines, reading, 0) {
        Paragraph::Text(inlines) => inlines,
        Paragraph::Blocks(blocks) => lines_of(blocks),
    }
}
