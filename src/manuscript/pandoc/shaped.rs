//! Gives the blocks of a document of Pandoc the shapes that the blocks of Markdown have: raw HTML becomes elements, a paragraph may be a
//! figure, a formula or a page break, a container may be a figure, verse or a statement, a quotation may be an alert or have an
//! attribution.
use crate::document::{
    Attributes, Block, BlockKind, CellContent, CodeLines, Definition, Format, Inline, InlineKind, List, ListItem, Node, Table,
};

use crate::manuscript::html::blocks::fenced;
use crate::manuscript::html::feed::HtmlLine;
use crate::manuscript::html::run::{self, HtmlParagraph, SiblingPart};
use crate::manuscript::markdown::listing::listing;
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::shape;

/// The blocks of a sequence. `around` is the number of blocks around it.
pub(super) fn shaped(blocks: Vec<Block>, reading: &Reading<'_>, around: usize) -> Vec<Block> {
    let mut parts: Vec<SiblingPart> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let Block { node, kind } = block;
        let inner = |blocks: Vec<Block>| shaped(blocks, reading, around + 1);
        let kind = match kind {
            BlockKind::Paragraph(inlines) => {
                parts.extend(paragraph(node, inlines, reading, around).into_iter().map(SiblingPart::Block));
                continue;
            }
            BlockKind::Raw(raw) if raw.format == Format::Html => {
                parts.push(SiblingPart::Html(html_lines(&node, &raw.text)));
                continue;
            }
            BlockKind::Container(blocks) => {
                let mut made = Vec::new();
                let attributes = node.attrs.as_deref().cloned().unwrap_or_default();
                fenced(attributes, node.span, inner(blocks), reading, &mut made);
                parts.extend(made.into_iter().map(SiblingPart::Block));
                continue;
            }
            BlockKind::Code { text, .. } => {
                let (node, kind) = code(node, text, reading);
                parts.push(SiblingPart::Block(Block { node, kind }));
                continue;
            }
            BlockKind::Heading { level, title } => BlockKind::Heading { level, title: run::inlines(title, reading) },
            BlockKind::Quote { blocks, attribution } => match (shape::callout(inner(blocks), reading), attribution) {
                (Ok(callout), _) => callout,
                (Err(blocks), None) => shape::quote(blocks),
                (Err(blocks), attribution) => BlockKind::Quote { blocks, attribution },
            },
            BlockKind::List(list) => {
                let items = list.items.into_iter().map(|item| ListItem { blocks: inner(item.blocks), ..item }).collect();
                BlockKind::List(List { items, ..list })
            }
            BlockKind::Definitions(definitions) => {
                let shape = |Definition { node, terms, bodies }| Definition {
                    node,
                    terms: terms.into_iter().map(|(node, term)| (node, run::inlines(term, reading))).collect(),
                    bodies: bodies.into_iter().map(inner).collect(),
                };
                BlockKind::Definitions(definitions.into_iter().map(shape).collect())
            }
            BlockKind::Verse(stanzas) => {
                let line = |line| run::inlines(line, reading);
                BlockKind::Verse(stanzas.into_iter().map(|stanza: Vec<_>| stanza.into_iter().map(line).collect()).collect())
            }
            BlockKind::Figure { body, caption } => {
                let caption = caption.map(|caption| run::inlines(caption, reading));
                BlockKind::Figure { body: if is_picture(&body) { body } else { inner(body) }, caption }
            }
            BlockKind::Table(mut table) => {
                shape_table(&mut table, reading, around);
                BlockKind::Table(table)
            }
            BlockKind::Alert { kind, title, blocks } => {
                BlockKind::Alert { kind, title: title.map(|title| run::inlines(title, reading)), blocks: inner(blocks) }
            }
            kind @ (BlockKind::Math(_) | BlockKind::Break | BlockKind::PageBreak | BlockKind::Raw(_)) => kind,
        };
        parts.push(SiblingPart::Block(Block { node, kind }));
    }
    run::blocks(parts, reading, around)
}

/// The blocks for a paragraph, as [`crate::manuscript::markdown::builder`] makes them.
fn paragraph(node: Node, inlines: Vec<Inline>, reading: &Reading<'_>, around: usize) -> Vec<Block> {
    match run::paragraph(inlines, reading, around) {
        HtmlParagraph::Text(inlines) if inlines.is_empty() => Vec::new(),
        HtmlParagraph::Text(inlines) => vec![shape::paragraph(node, inlines, reading)],
        HtmlParagraph::Blocks(blocks) => blocks,
    }
}

/// The lines of raw HTML, whose place is the end of its block.
fn html_lines(node: &Node, text: &str) -> Vec<HtmlLine> {
    let mut at = (node.span.end as usize).saturating_sub(text.len());
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        lines.push(HtmlLine { start: at, text: line.to_owned() });
        at += line.len();
    }
    // What follows begins a line of its own.
    if let Some(last) = lines.last_mut().filter(|last| !last.text.ends_with('\n')) {
        last.text.push('\n');
    }
    lines
}

/// A listing. Its classes and attributes mean what they mean after a code fence.
fn code(mut node: Node, text: String, reading: &Reading<'_>) -> (Node, BlockKind) {
    let Some(attributes) = node.attrs.take() else {
        return (node, BlockKind::Code { language: None, text, lines: CodeLines::default() });
    };
    let info = info(&attributes);
    let kind = listing(&mut node, &info, text, reading);
    (node, kind)
}

/// The attributes of code as they stand after a fence.
fn info(attributes: &Attributes) -> String {
    let mut parts: Vec<String> = attributes.anchor.iter().map(|anchor| format!("#{anchor}")).collect();
    parts.extend(attributes.classes.iter().map(|class| format!(".{class}")));
    let lang = attributes.lang.iter().map(|lang| ("lang", lang));
    for (key, value) in lang.chain(attributes.pairs.iter().map(|(key, value)| (key.as_str(), value))) {
        parts.push(format!("{key}=\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")));
    }
    format!("{{{}}}", parts.join(" "))
}

/// Whether the body of a figure is a single picture.
fn is_picture(body: &[Block]) -> bool {
    match body {
        [Block { kind: BlockKind::Paragraph(inlines), .. }] => {
            matches!(inlines.as_slice(), [Inline { kind: InlineKind::Image { .. }, .. }])
        }
        _ => false,
    }
}

fn shape_table(table: &mut Table, reading: &Reading<'_>, around: usize) {
    for cell in table.rows_mut().flat_map(|row| row.cells_mut()) {
        cell.content = match std::mem::replace(&mut cell.content, CellContent::EMPTY) {
            CellContent::Line(inlines) => match run::paragraph(inlines, reading, around + 1) {
                HtmlParagraph::Text(inlines) => CellContent::Line(inlines),
                HtmlParagraph::Blocks(blocks) => CellContent::of(blocks),
            },
            CellContent::Blocks(blocks) => CellContent::of(shaped(blocks, reading, around + 1)),
        };
    }
    table.caption = table.caption.take().map(|caption| run::inlines(caption, reading));
}
