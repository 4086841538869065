//! Sequences of sibling blocks and of inlines in which HTML and Markdown are mixed.
use crate::document::{Block, BlockKind, CellContent, DraftCell, DraftRow, DraftTable, Inline, Node, Table};
use crate::source::Span;

use crate::manuscript::files::assembled::assembled;
use crate::manuscript::html::blocks::{TreeReader, fenced};
use crate::manuscript::html::feed::{Feed, HtmlLine, has_html};
use crate::manuscript::html::markdown_signs;
use crate::manuscript::html::text_of_blocks::lines_of;
use crate::manuscript::scan::fences::{Fence, FenceClosing, FenceOpening};
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::scan::rewrite::{GridPlace, GridShape};
use crate::manuscript::shape;

/// A part of a sequence of sibling blocks.
#[derive(Debug)]
pub(crate) enum SiblingPart {
    /// A block of Markdown.
    Block(Block),
    /// An HTML block.
    Html(Vec<HtmlLine>),
    /// The beginning of a fenced container, or of a part of a grid table.
    Open(FenceOpening, Span),
    /// Its end.
    Close(FenceClosing, Span),
}

/// The part for an HTML block. It stands for a fence if its first line has one.
pub(crate) fn html_part(lines: Vec<HtmlLine>, reading: &Reading<'_>) -> SiblingPart {
    let fences = &reading.prepared.fences;
    let fence = lines.first().and_then(|line| fences.range(line.start..line.start + line.text.len()).next());
    match fence {
        Some((at, Fence::Open(opening))) => SiblingPart::Open(opening.clone(), assembled(*at..*at + "<div>".len())),
        Some((at, Fence::Close(closing))) => SiblingPart::Close(*closing, assembled(*at..*at + "</div>".len())),
        None => {
            markdown_signs::report(&lines, reading);
            SiblingPart::Html(lines)
        }
    }
}

/// How deeply blocks of HTML may be nested in a sequence that has this many blocks of Markdown around it. Deeper levels are flattened,
/// since all code that walks over a document is recursive.
pub(crate) fn nesting(around: usize) -> usize {
    32_usize.saturating_sub(around).max(8)
}

/// An open container or part of a grid table, and what has been read since. The outermost level has no opening.
#[derive(Default)]
struct OpenLevel {
    open: Option<(FenceOpening, Span)>,
    parts: Vec<SiblingPart>,
    /// The cells of a table.
    cells: Vec<(GridPlace, DraftCell)>,
}

impl OpenLevel {
    /// What closes it. `None` for the outermost.
    fn closing(&self) -> Option<FenceClosing> {
        self.open.as_ref().map(|(opening, _)| opening.closing())
    }
}

/// Reads a sequence of sibling blocks: fenced containers first, and in each of them the HTML. An element does not reach over a fence. Then
/// attaches captions to their tables.
pub(crate) fn blocks(parts: Vec<SiblingPart>, reading: &Reading<'_>, around: usize) -> Vec<Block> {
    let mut levels = vec![OpenLevel::default()];
    // What closes the openings beyond the limit of nesting. They are left out, and their content belongs to the innermost level.
    let mut beyond: Vec<FenceClosing> = Vec::new();
    for part in parts {
        match part {
            SiblingPart::Open(opening, span) if levels.len() > nesting(around) => {
                reading.report_depth(span);
                beyond.push(opening.closing());
            }
            SiblingPart::Close(closing, _) if beyond.contains(&closing) => {
                beyond.truncate(beyond.iter().rposition(|own| *own == closing).unwrap_or(0));
            }
            SiblingPart::Open(opening, span) => levels.push(OpenLevel { open: Some((opening, span)), ..OpenLevel::default() }),
            // If no container is open here, the fence was opened in another block. `scan` reported that if it is a mistake.
            SiblingPart::Close(FenceClosing::Container, span) => {
                if levels.last().and_then(OpenLevel::closing) == Some(FenceClosing::Container) {
                    close(&mut levels, Some(span), reading, around);
                }
            }
            // A container in a cell ends with the cell.
            SiblingPart::Close(closing, span) => {
                beyond.clear();
                if let Some(place) = levels.iter().rposition(|level| level.closing() == Some(closing)) {
                    while levels.len() > place {
                        close(&mut levels, Some(span), reading, around);
                    }
                }
            }
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
fn close(levels: &mut Vec<OpenLevel>, end: Option<Span>, reading: &Reading<'_>, around: usize) {
    if levels.len() < 2 {
        return;
    }
    let Some(OpenLevel { open: Some((opening, span)), parts, cells }) = levels.pop() else { return };
    let inner = shape::captioned(read(parts, reading, around + levels.len()));
    let span = match end {
        Some(end) => span.to(end),
        None => inner.iter().map(|block| block.node.span).fold(span, Span::to),
    };
    let outer = levels.last_mut().expect("the first level is never closed");
    let mut made = Vec::new();
    match opening {
        FenceOpening::Container(attributes) => fenced(attributes, span, inner, reading, &mut made),
        FenceOpening::Cell(place) if outer.closing() == Some(FenceClosing::Table) => {
            let cell = DraftCell { rows: place.rows, columns: place.columns, ..DraftCell::new(Node::at(span), CellContent::of(inner)) };
            outer.cells.push((place, cell));
        }
        // Every cell is in a table, so this is unreachable. It keeps the text nevertheless.
        FenceOpening::Cell(_) => made = inner,
        FenceOpening::Table(shape) => {
            made.extend(grid_table(&shape, cells, span));
            made.extend(inner);
        }
    }
    outer.parts.extend(made.into_iter().map(SiblingPart::Block));
}

/// Makes a table from the cells of a grid table.
fn grid_table(shape: &GridShape, cells: Vec<(GridPlace, DraftCell)>, span: Span) -> Option<Block> {
    let mut rows: Vec<DraftRow> = (0..shape.rows).map(|_| DraftRow { node: Node::at(span), cells: Vec::new() }).collect();
    for (place, cell) in cells {
        let row = rows.get_mut(place.row)?;
        let own = cell.node.span;
        row.node = Node::at(if row.cells.is_empty() { own } else { row.node.span.to(own) });
        row.cells.push(cell);
    }
    let feet = rows.split_off(shape.rows.saturating_sub(shape.feet));
    let body = rows.split_off(shape.heads.min(rows.len()));
    let draft = DraftTable { columns: shape.columns.clone(), heads: rows, bodies: vec![body], feet, caption: None };
    // The cells cover the grid without gaps, so nothing is repaired.
    let (table, _) = Table::form(draft);
    Some(Block { node: Node::at(span), kind: BlockKind::Table(Box::new(table)) })
}

/// Reads a sequence without fences.
fn read(parts: Vec<SiblingPart>, reading: &Reading<'_>, around: usize) -> Vec<Block> {
    if !parts.iter().any(|part| matches!(part, SiblingPart::Html(_))) {
        let only = |part| if let SiblingPart::Block(block) = part { Some(block) } else { None };
        return parts.into_iter().filter_map(only).collect();
    }
    let mut feed = Feed::new(reading);
    for part in parts {
        match part {
            SiblingPart::Block(block) => feed.block(block),
            SiblingPart::Html(lines) => feed.html(&lines),
            SiblingPart::Open(..) | SiblingPart::Close(..) => {}
        }
    }
    TreeReader::new(feed.grow(), reading, nesting(around)).all_blocks()
}

/// What a paragraph with HTML becomes.
pub(crate) enum HtmlParagraph {
    /// Text.
    Text(Vec<Inline>),
    /// Several blocks, since there is a block among its tags.
    Blocks(Vec<Block>),
}

/// Reads the inlines of a paragraph.
pub(crate) fn paragraph(inlines: Vec<Inline>, reading: &Reading<'_>, around: usize) -> HtmlParagraph {
    if !has_html(&inlines) {
        return HtmlParagraph::Text(inlines);
    }
    let mut feed = Feed::new(reading);
    feed.inlines(inlines);
    let mut tree = TreeReader::new(feed.grow(), reading, nesting(around));
    if tree.has_blocks() { HtmlParagraph::Blocks(tree.all_blocks()) } else { HtmlParagraph::Text(tree.all_inlines()) }
}

/// Reads inlines where no block can be, such as in a heading. The text of a block is a line of its own there.
pub(crate) fn inlines(inlines: Vec<Inline>, reading: &Reading<'_>) -> Vec<Inline> {
    match paragraph(inlines, reading, 0) {
        HtmlParagraph::Text(inlines) => inlines,
        HtmlParagraph::Blocks(blocks) => lines_of(blocks),
    }
}
