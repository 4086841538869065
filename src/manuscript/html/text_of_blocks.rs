//! Applies styles to the text of blocks, and turns blocks into lines of text.
use crate::document::{Attributes, Block, BlockKind, CellContent, Inline, InlineKind, Layout, Node};
use crate::source::Span;

use crate::manuscript::html::style::Style;
use crate::manuscript::syntax::attributes::merge;

/// Sets blocks in the style of an element around them.
pub(super) fn style_blocks(style: Style, blocks: &mut [Block], span: Span) {
    if style.layout != Layout::default() {
        lay_out(blocks, style.layout);
    }
    if style.changes_text() {
        wrap(blocks, &|inner| style.applied(inner, span));
    }
}

/// Gives paragraphs the layout of an element around them. A layout that they already have takes precedence.
fn lay_out(blocks: &mut [Block], layout: Layout) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(_) => {
                let own = block.node.layout();
                merge(&mut block.node, Attributes { layout: own.or(layout), ..Attributes::default() });
            }
            BlockKind::Quote { blocks, .. } | BlockKind::Container(blocks) | BlockKind::Alert { blocks, .. } => lay_out(blocks, layout),
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| lay_out(&mut item.blocks, layout)),
            BlockKind::Definitions(definitions) => {
                definitions.iter_mut().flat_map(|definition| &mut definition.bodies).for_each(|body| lay_out(body, layout));
            }
            // The design decides how these stand.
            BlockKind::Heading { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Verse(_)
            | BlockKind::Code { .. }
            | BlockKind::Table(_)
            | BlockKind::Math(_)
            | BlockKind::Break
            | BlockKind::PageBreak
            | BlockKind::Raw(_) => {}
        }
    }
}

/// Changes the text of blocks, and of those inside them. Verse, tables, terms, captions, titles of alerts and attributions stay
/// unchanged.
pub(super) fn wrap(blocks: &mut [Block], change: &dyn Fn(Vec<Inline>) -> Vec<Inline>) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } => *inlines = change(std::mem::take(inlines)),
            BlockKind::Quote { blocks, .. } | BlockKind::Container(blocks) | BlockKind::Alert { blocks, .. } => wrap(blocks, change),
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| wrap(&mut item.blocks, change)),
            BlockKind::Figure { body, .. } => wrap(body, change),
            BlockKind::Definitions(definitions) => {
                definitions.iter_mut().flat_map(|definition| &mut definition.bodies).for_each(|body| wrap(body, change));
            }
            BlockKind::Verse(_)
            | BlockKind::Code { .. }
            | BlockKind::Table(_)
            | BlockKind::Math(_)
            | BlockKind::Break
            | BlockKind::PageBreak
            | BlockKind::Raw(_) => {}
        }
    }
}

/// The text of blocks, each on a line of its own.
pub(crate) fn lines_of(blocks: Vec<Block>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for block in blocks {
        let node = block.node;
        let inlines = match block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } => inlines,
            BlockKind::Container(blocks) => lines_of(blocks),
            BlockKind::Alert { title, blocks, .. } => joined_lines(title.into_iter().chain([lines_of(blocks)])),
            BlockKind::Quote { blocks, attribution: more } | BlockKind::Figure { body: blocks, caption: more } => {
                let mut lines = lines_of(blocks);
                add_line(&mut lines, more.unwrap_or_default());
                lines
            }
            BlockKind::List(list) => joined_lines(list.items.into_iter().map(|item| lines_of(item.blocks))),
            BlockKind::Definitions(definitions) => joined_lines(definitions.into_iter().flat_map(|definition| {
                let terms = definition.terms.into_iter().map(|(_, term)| term);
                terms.chain(definition.bodies.into_iter().map(lines_of)).collect::<Vec<_>>()
            })),
            BlockKind::Verse(stanzas) => joined_lines(stanzas.into_iter().flatten()),
            BlockKind::Code { text, .. } => vec![Inline { node, kind: InlineKind::Code(text.trim_end().to_owned()) }],
            BlockKind::Math(formula) => vec![Inline { node, kind: InlineKind::Math(formula) }],
            BlockKind::Table(table) => {
                let cells = table.cells().map(|cell| match cell.content.clone() {
                    CellContent::Line(inlines) => inlines,
                    CellContent::Blocks(blocks) => lines_of(blocks),
                });
                joined_lines(cells.chain(table.caption.clone()))
            }
            BlockKind::Raw(raw) => vec![Inline { node, kind: InlineKind::Raw(raw) }],
            BlockKind::Break | BlockKind::PageBreak => continue,
        };
        add_line(&mut out, inlines);
    }
    out
}

fn joined_lines(lines: impl Iterator<Item = Vec<Inline>>) -> Vec<Inline> {
    lines.fold(Vec::new(), |mut out, line| {
        add_line(&mut out, line);
        out
    })
}

fn add_line(out: &mut Vec<Inline>, line: Vec<Inline>) {
    if let (Some(last), false) = (out.last(), line.is_empty()) {
        let node = Node::at(last.node.span);
        out.push(Inline { node, kind: InlineKind::LineBreak });
    }
    out.extend(line);
}
