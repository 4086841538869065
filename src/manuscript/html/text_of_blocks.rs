//! Applies styles to the text of blocks, and turns blocks into lines of text.
use crate::document::{Alignment, Attributes, Block, BlockKind, CellContent, Inline, InlineKind, Layout, Node, TextAlign};
use crate::source::Span;

use crate::manuscript::html::reports;
use crate::manuscript::html::style::TagStyle;
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::syntax::attributes::merge;

/// Sets blocks in the style of an element around them. Reports the parts of the style that have no effect on them. `span` is the place of
/// the tag.
pub(super) fn style_blocks(style: TagStyle, blocks: &mut [Block], span: Span, reading: &Reading<'_>) {
    if style.layout != Layout::default() {
        let missed = lay_out(blocks, style.layout);
        let asked = [(missed.align, "text-align"), (missed.indent, "text-indent")];
        asked.into_iter().filter(|(missed, _)| *missed).for_each(|(_, property)| reports::style(property, span, reading));
    }
    if style.changes_text() && wrap(blocks, &|inner| style.applied(inner, span)) == Coverage::NotAll {
        style.text_properties().for_each(|property| reports::style(property, span, reading));
    }
}

/// The parts of a layout that have no effect on some block.
#[derive(Clone, Copy, Default)]
struct UnusedLayout {
    align: bool,
    indent: bool,
}

impl UnusedLayout {
    fn add(&mut self, other: Self) {
        self.align |= other.align;
        self.indent |= other.indent;
    }
}

/// Gives paragraphs and tables the layout of an element around them. A layout that they already have takes precedence.
fn lay_out(blocks: &mut [Block], layout: Layout) -> UnusedLayout {
    let all = UnusedLayout { align: layout.align.is_some(), indent: layout.indent.is_some() };
    let mut missed = UnusedLayout::default();
    for block in blocks {
        missed.add(match &mut block.kind {
            BlockKind::Paragraph(_) => {
                let own = block.node.layout();
                merge(&mut block.node, Attributes { layout: own.or(layout), ..Attributes::default() });
                UnusedLayout::default()
            }
            BlockKind::Quote { blocks, .. } | BlockKind::Container(blocks) | BlockKind::Alert { blocks, .. } => lay_out(blocks, layout),
            BlockKind::List(list) => list.items.iter_mut().fold(UnusedLayout::default(), |mut missed, item| {
                missed.add(lay_out(&mut item.blocks, layout));
                missed
            }),
            BlockKind::Definitions(definitions) => {
                // The design decides the alignment of terms.
                let mut missed = all;
                definitions.iter_mut().flat_map(|definition| &mut definition.bodies).for_each(|body| missed.add(lay_out(body, layout)));
                missed
            }
            BlockKind::Table(table) => match layout.align.map(alignment) {
                Some(Some(alignment)) => {
                    table.align(alignment);
                    UnusedLayout { align: false, ..all }
                }
                Some(None) | None => all,
            },
            // All figures are centred.
            BlockKind::Figure { .. } => UnusedLayout { align: !matches!(layout.align, None | Some(TextAlign::Center)), indent: false },
            // The design decides the alignment of these.
            BlockKind::Heading { .. } | BlockKind::Verse(_) | BlockKind::Code { .. } | BlockKind::Math(_) => all,
            BlockKind::Break | BlockKind::PageBreak | BlockKind::Raw(_) => UnusedLayout::default(),
        });
    }
    missed
}

/// The alignment of table cells for an alignment of text. `None` for justified text, which is not set in tables.
const fn alignment(align: TextAlign) -> Option<Alignment> {
    match align {
        TextAlign::Left => Some(Alignment::Left),
        TextAlign::Center => Some(Alignment::Center),
        TextAlign::Right => Some(Alignment::Right),
        TextAlign::Justified => None,
    }
}

/// Whether a change reached all text of some blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub(super) enum Coverage {
    All,
    /// Code and displayed formulas are printed as typed.
    NotAll,
}

/// Changes the text of blocks, and of those inside them.
pub(super) fn wrap(blocks: &mut [Block], change: &dyn Fn(Vec<Inline>) -> Vec<Inline>) -> Coverage {
    let mut reach = Coverage::All;
    for block in blocks {
        let own = match &mut block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } => wrap_line(inlines, change),
            BlockKind::Container(blocks) => wrap(blocks, change),
            BlockKind::Alert { title, blocks, .. } => {
                title.iter_mut().for_each(|title| _ = wrap_line(title, change));
                wrap(blocks, change)
            }
            BlockKind::Quote { blocks, attribution: line } | BlockKind::Figure { body: blocks, caption: line } => {
                line.iter_mut().for_each(|line| _ = wrap_line(line, change));
                wrap(blocks, change)
            }
            BlockKind::List(list) => all_of(list.items.iter_mut().map(|item| wrap(&mut item.blocks, change))),
            BlockKind::Definitions(definitions) => all_of(definitions.iter_mut().map(|definition| {
                definition.terms.iter_mut().for_each(|(_, term)| _ = wrap_line(term, change));
                all_of(definition.bodies.iter_mut().map(|body| wrap(body, change)))
            })),
            BlockKind::Verse(stanzas) => all_of(stanzas.iter_mut().flatten().map(|line| wrap_line(line, change))),
            BlockKind::Table(table) => {
                table.caption.iter_mut().for_each(|caption| _ = wrap_line(caption, change));
                all_of(table.rows_mut().flat_map(|row| row.cells_mut()).map(|cell| match &mut cell.content {
                    CellContent::Line(inlines) => wrap_line(inlines, change),
                    CellContent::Blocks(blocks) => wrap(blocks, change),
                }))
            }
            BlockKind::Code { .. } | BlockKind::Math(_) => Coverage::NotAll,
            BlockKind::Break | BlockKind::PageBreak | BlockKind::Raw(_) => Coverage::All,
        };
        if own == Coverage::NotAll {
            reach = own;
        }
    }
    reach
}

fn all_of(parts: impl Iterator<Item = Coverage>) -> Coverage {
    parts.fold(Coverage::All, |reach, part| if part == Coverage::NotAll { part } else { reach })
}

/// Changes a line of text. Anything but a link leaves a picture that stands alone as it is, so that it is still a figure.
fn wrap_line(inlines: &mut Vec<Inline>, change: &dyn Fn(Vec<Inline>) -> Vec<Inline>) -> Coverage {
    let is_picture = |inline: &Inline| matches!(inline.kind, InlineKind::Image { .. });
    if inlines.iter().all(|inline| inline.kind == InlineKind::Anchor) {
        return Coverage::All;
    }
    let changed = change(inlines.clone());
    let is_link = matches!(changed.as_slice(), [Inline { kind: InlineKind::Link { .. }, .. }]);
    if is_link || !matches!(inlines.as_slice(), [only] if is_picture(only)) {
        *inlines = changed;
    }
    Coverage::All
}

/// Whether blocks have more than lines of text: lists, tables, code and the like. As lines they lose that.
pub(super) fn have_structure(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match &block.kind {
        BlockKind::Paragraph(_) | BlockKind::Heading { .. } | BlockKind::Break | BlockKind::PageBreak | BlockKind::Raw(_) => false,
        BlockKind::Container(blocks) => have_structure(blocks),
        BlockKind::Figure { body, caption } => caption.is_some() || have_structure(body),
        BlockKind::Quote { .. }
        | BlockKind::List(_)
        | BlockKind::Definitions(_)
        | BlockKind::Verse(_)
        | BlockKind::Code { .. }
        | BlockKind::Table(_)
        | BlockKind::Math(_)
        | BlockKind::Alert { .. } => true,
    })
}

/// The text of blocks, each on a line of its own.
pub(crate) fn lines_of(blocks: Vec<Block>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for block in blocks {
        let node = block.node;
        let own = node.clone();
        let inlines = match block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading { title: inlines, .. } => inlines,
            BlockKind::Container(blocks) => lines_of(blocks),
            BlockKind::Alert { title, blocks, .. } => joined_lines(title.into_iter().chain([lines_of(blocks)])),
            BlockKind::Quote { blocks, attribution: more } | BlockKind::Figure { body: blocks, caption: more } => {
                let mut lines = lines_of(blocks);
                add_line(&mut lines, more.unwrap_or_default());
                lines
            }
            BlockKind::List(list) => joined_lines(list.items.into_iter().map(|item| named(item.node, lines_of(item.blocks)))),
            BlockKind::Definitions(definitions) => joined_lines(definitions.into_iter().flat_map(|definition| {
                let terms = definition.terms.into_iter().map(|(node, term)| named(node, term));
                terms.chain(definition.bodies.into_iter().map(lines_of)).collect::<Vec<_>>()
            })),
            BlockKind::Verse(stanzas) => joined_lines(stanzas.into_iter().flatten()),
            BlockKind::Code { text, .. } => vec![Inline { node: Node::at(node.span), kind: InlineKind::Code(text.trim_end().to_owned()) }],
            BlockKind::Math(formula) => vec![Inline { node: Node::at(node.span), kind: InlineKind::Math(formula) }],
            BlockKind::Table(table) => {
                let cells = table.cells().map(|cell| match cell.content.clone() {
                    CellContent::Line(inlines) => named(cell.node.clone(), inlines),
                    CellContent::Blocks(blocks) => named(cell.node.clone(), lines_of(blocks)),
                });
                joined_lines(cells.chain(table.caption.clone()))
            }
            BlockKind::Raw(raw) => vec![Inline { node: Node::at(node.span), kind: InlineKind::Raw(raw) }],
            BlockKind::Break | BlockKind::PageBreak => Vec::new(),
        };
        add_line(&mut out, named(own, inlines));
    }
    out
}

/// A line with the anchor, the classes and the language of the block or the element that it comes from.
pub(super) fn named(node: Node, line: Vec<Inline>) -> Vec<Inline> {
    let Some(given) = node.attrs.as_deref() else { return line };
    let Attributes { anchor, classes, lang, pairs, .. } = given.clone();
    let pairs = pairs.into_iter().filter(|(key, _)| key.starts_with("data-")).collect();
    let attributes = Attributes { anchor, classes, lang, pairs, ..Attributes::default() };
    if attributes == Attributes::default() {
        return line;
    }
    if line.is_empty() {
        let is_target = attributes.anchor.is_some();
        let anchor = Inline { node: Node::with(node.span, attributes), kind: InlineKind::Anchor };
        return if is_target { vec![anchor] } else { line };
    }
    vec![Inline { node: Node::with(node.span, attributes), kind: InlineKind::Container(line) }]
}

fn joined_lines(lines: impl Iterator<Item = Vec<Inline>>) -> Vec<Inline> {
    lines.fold(Vec::new(), |mut out, line| {
        add_line(&mut out, line);
        out
    })
}

/// Adds a line to others, after a line break.
pub(super) fn add_line(out: &mut Vec<Inline>, line: Vec<Inline>) {
    if let (Some(last), false) = (out.last(), line.is_empty()) {
        let node = Node::at(last.node.span);
        out.push(Inline { node, kind: InlineKind::LineBreak });
    }
    out.extend(line);
}
