//! Recognizes blocks by their content and neighbours: figures, verse, captions, attributions, page breaks.
mod callouts;
mod captions;
mod figure_groups;
mod statement;
mod verse;

use crate::document::{Attributes, Block, BlockKind, Format, Formula, Inline, InlineKind, Node, Raw, plain_text};

use crate::source::Span;

use crate::manuscript::files::assembled::bytes;
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::syntax::attributes::{Braces, braces, drop_start, merge, trim_end};

pub(crate) use callouts::callout;
pub(crate) use figure_groups::labelled;
pub(crate) use statement::{has_only_title, statement, statement_of, take_title};
pub(crate) use verse::verse;

/// The block for a paragraph: a page break, a formula, a figure, verse, or a paragraph.
pub(crate) fn paragraph(mut node: Node, mut inlines: Vec<Inline>, reading: &Reading<'_>) -> Block {
    trim_end(&mut inlines);
    if let [only] = inlines.as_slice() {
        match &only.kind {
            InlineKind::Text(text) if matches!(text.as_str(), "\\newpage" | "\\pagebreak" | "\\clearpage") => {
                return Block { node, kind: BlockKind::PageBreak };
            }
            InlineKind::Math(formula) if formula.display => {
                let kind = BlockKind::Math(formula.clone());
                return Block { node, kind };
            }
            // A formula with an anchor.
            InlineKind::Container(inner)
                if let [Inline { kind: InlineKind::Math(formula), .. }] = inner.as_slice()
                    && formula.display =>
            {
                let kind = BlockKind::Math(formula.clone());
                merge(&mut node, only.node.attrs.as_deref().cloned().unwrap_or_default());
                return Block { node, kind };
            }
            InlineKind::Raw(raw) if is_page_break(raw) => return Block { node, kind: BlockKind::PageBreak },
            InlineKind::Image { .. } => return figure(node, inlines.remove(0), reading),
            _ => {}
        }
    }
    if let Some((formula, attributes)) = named_formula(&inlines) {
        merge(&mut node, attributes);
        return Block { node, kind: BlockKind::Math(formula) };
    }
    let text = reading.text().get(bytes(node.span)).unwrap_or_default();
    if text.starts_with("| ")
        && let Some(stanzas) = verse::line_block(&inlines, text, reading)
    {
        return Block { node, kind: BlockKind::Verse(stanzas) };
    }
    if let (Some(first), Some(last)) = (inlines.first(), inlines.last()) {
        node.span = node.span.to(first.node.span).to(last.node.span);
    }
    Block { node, kind: BlockKind::Paragraph(inlines) }
}

/// A displayed formula with nothing but attributes after it, as Quarto and Pandoc with pandoc-crossref have them: `$$ x $$ {#eq-x}`.
fn named_formula(inlines: &[Inline]) -> Option<(Formula, Attributes)> {
    let (Inline { kind: InlineKind::Math(formula), .. }, rest) = inlines.split_first()? else { return None };
    let mut text = String::new();
    for inline in rest {
        match &inline.kind {
            InlineKind::Text(words) => text.push_str(words),
            InlineKind::SoftBreak => text.push(' '),
            _ => return None,
        }
    }
    let text = text.trim();
    let Braces { attributes, format: None, end } = braces(text)? else { return None };
    (formula.display && end == text.len()).then(|| (formula.clone(), attributes))
}

/// Whether raw text is a comment that begins a new page.
pub(crate) fn is_page_break(raw: &Raw) -> bool {
    let word = raw.text.trim().strip_prefix("<!--").and_then(|text| text.strip_suffix("-->")).unwrap_or(raw.text.as_str()).trim();
    match &raw.format {
        Format::Html => raw.text.trim_start().starts_with("<!--") && matches!(word, "pagebreak" | "page-break" | "newpage"),
        Format::Other(_) => false,
    }
}

/// The node of the figure around a picture, which takes the anchor, the classes and the place of the picture.
fn figure_node(span: Span, picture: &mut Node) -> Node {
    let mut given = picture.attrs.as_deref().cloned().unwrap_or_default();
    let mut pairs = std::mem::take(&mut given.pairs);
    given.pairs.extend(pairs.remove_entry("place"));
    let own = crate::document::Attributes { pairs, ..Default::default() };
    *picture = Node::with(picture.span, own);
    Node::with(span, given)
}

/// The figure for a picture alone in its paragraph. The title of the picture becomes the caption. Its anchor, classes and place become
/// those of the figure; its other attributes stay with the picture.
pub(crate) fn figure(node: Node, mut image: Inline, reading: &Reading<'_>) -> Block {
    let mut caption = None;
    if let InlineKind::Image { title, .. } = &mut image.kind
        && let Some(title) = title.take()
    {
        // The title is the last part of the source. If it has escapes, its place is not exact.
        let range = bytes(image.node.span);
        let source = reading.text().get(range.clone()).unwrap_or_default();
        let offset = source.rfind(&title).map_or(range.start, |at| range.start + at);
        caption = Some(reading.title(&title, offset));
    }
    figure_of_picture(node.span, image, caption)
}

/// The figure for a picture with a caption. The anchor, classes and place of the picture become those of the figure.
pub(crate) fn figure_of_picture(span: Span, mut image: Inline, caption: Option<Vec<Inline>>) -> Block {
    let node = figure_node(span, &mut image.node);
    let body = vec![Block { node: Node::at(image.node.span), kind: BlockKind::Paragraph(vec![image]) }];
    Block { node, kind: BlockKind::Figure { body, caption } }
}

/// Splits inlines at their line ends.
pub(crate) fn lines(inlines: &[Inline]) -> Vec<&[Inline]> {
    inlines.split(|inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::LineBreak)).collect()
}

/// A figure in a container. The paragraphs after the first picture or other block are its caption.
pub(crate) fn figure_container(mut node: Node, blocks: Vec<Block>) -> Block {
    let mut body: Vec<Block> = Vec::new();
    let mut caption: Vec<Inline> = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Figure { body: inner, caption: own } => {
                body.extend(take_figure(&mut node, &block.node, inner));
                join(&mut caption, own.unwrap_or_default());
            }
            BlockKind::Paragraph(inlines) if !body.is_empty() => join(&mut caption, inlines),
            _ => body.push(block),
        }
    }
    if body.is_empty() && !caption.is_empty() {
        body.push(Block { node: Node::at(node.span), kind: BlockKind::Paragraph(std::mem::take(&mut caption)) });
    }
    Block { node, kind: BlockKind::Figure { body, caption: (!caption.is_empty()).then_some(caption) } }
}

/// Merges a figure that is the whole content of another: gives the outer one the attributes `inner`, and returns the body of the inner one.
/// If both have an anchor, the picture in the body gets that of the inner one.
pub(crate) fn take_figure(figure: &mut Node, inner: &Node, mut body: Vec<Block>) -> Vec<Block> {
    let Some(own) = inner.attrs.as_deref() else { return body };
    let outer = figure.attrs.as_deref().cloned().unwrap_or_default();
    let mut own = own.clone();
    if outer.anchor.is_some()
        && let Some(anchor) = own.anchor.take()
    {
        let pictures = body.iter_mut().filter_map(|block| match &mut block.kind {
            BlockKind::Paragraph(inlines) => inlines.iter_mut().find(|inline| matches!(inline.kind, InlineKind::Image { .. })),
            _ => None,
        });
        let target = Attributes { anchor: Some(anchor), ..Attributes::default() };
        pictures.take(1).for_each(|picture| merge(&mut picture.node, target.clone()));
    }
    // What the outer figure says takes precedence.
    *figure = Node::with(figure.span, own);
    merge(figure, outer);
    body
}

fn join(caption: &mut Vec<Inline>, more: Vec<Inline>) {
    if let (Some(last), false) = (caption.last(), more.is_empty()) {
        let node = Node::at(last.node.span);
        caption.push(Inline { node, kind: InlineKind::SoftBreak });
    }
    caption.extend(more);
}

/// A quotation. The last paragraph, or its last line, is the attribution if it begins with a dash.
pub(crate) fn quote(mut blocks: Vec<Block>) -> BlockKind {
    let several = blocks.len() > 1;
    let mut attribution = None;
    let mut empty = false;
    if let Some(Block { kind: BlockKind::Paragraph(inlines), .. }) = blocks.last_mut() {
        let of_lines = lines(inlines);
        let dashed = |line: &[Inline]| begins_with_dash(line);
        let first_dashed = of_lines.iter().position(|line| dashed(line));
        match first_dashed {
            Some(0) if several => {
                attribution = Some(std::mem::take(inlines));
                empty = true;
            }
            Some(at) if at > 0 && at == of_lines.len() - 1 => {
                let kept: usize = of_lines[..at].iter().map(|line| line.len() + 1).sum();
                attribution = Some(inlines.split_off(kept));
                trim_end(inlines);
            }
            _ => {}
        }
    }
    if empty {
        blocks.pop();
    }
    BlockKind::Quote { blocks, attribution }
}

fn begins_with_dash(line: &[Inline]) -> bool {
    line.first().is_some_and(
        |first| matches!(&first.kind, InlineKind::Text(text) if text.starts_with('—') || text.starts_with("--") || text.starts_with('―')),
    )
}

/// The length of the prefix that makes a paragraph the caption of a table, in bytes.
fn caption_prefix(block: &Block) -> Option<usize> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let InlineKind::Text(text) = &inlines.first()?.kind else { return None };
    ["Table: ", ": "].iter().find(|prefix| text.starts_with(**prefix)).map(|prefix| prefix.len())
}

/// Moves captions into the tables before or after them, and to the pictures before them.
pub(crate) fn captioned(blocks: Vec<Block>) -> Vec<Block> {
    let blocks = captions::with_captions(blocks);
    if !blocks.iter().any(|block| matches!(block.kind, BlockKind::Table(_))) {
        return blocks;
    }
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        if let Some(prefix) = caption_prefix(&block)
            && let Some(Block { kind: BlockKind::Table(table), node }) = out.last_mut()
            && table.caption.is_none()
            && let BlockKind::Paragraph(inlines) = &mut block.kind
        {
            drop_start(inlines, prefix);
            take_attributes(inlines, node);
            table.caption = Some(std::mem::take(inlines));
            continue;
        }
        if let BlockKind::Table(table) = &mut block.kind
            && let Some(last) = out.last()
            && let Some(prefix) = caption_prefix(last)
            && let Some(Block { kind: BlockKind::Paragraph(mut inlines), .. }) = out.pop()
        {
            drop_start(&mut inlines, prefix);
            take_attributes(&mut inlines, &mut block.node);
            table.caption = Some(inlines);
        }
        out.push(block);
    }
    out
}

/// Moves attributes at the end of a caption to its table: `Table: Votes {#votes}`.
fn take_attributes(inlines: &mut Vec<Inline>, node: &mut Node) {
    let given = crate::manuscript::syntax::attributes::trailing(inlines, "");
    crate::manuscript::syntax::attributes::merge(node, given);
}

/// Whether blocks print anything.
pub(crate) fn prints(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match &block.kind {
        BlockKind::PageBreak => false,
        BlockKind::Raw(raw) => !raw.text.trim_start().starts_with("<!--"),
        BlockKind::Paragraph(inlines) => {
            !plain_text(inlines).is_empty() || inlines.iter().any(|inline| !matches!(inline.kind, InlineKind::Anchor | InlineKind::Raw(_)))
        }
        _ => true,
    })
}
