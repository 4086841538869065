//! Figures and tables that are fenced containers with a label, as Quarto writes them: `::: {#fig-maps layout-ncol=2}`, `::: {#tbl-ships}`.
//! The last paragraph is the caption.
use crate::document::{Attributes, Block, BlockKind, Inline, Node};
use crate::source::Span;

use super::figure_container;

/// The maximum number of figures that stand side by side.
const MOST: u32 = 6;

/// The block for a fenced container: a figure or a table if its label says so, or else a container.
pub(crate) fn labelled(mut attributes: Attributes, span: Span, mut inner: Vec<Block>) -> Block {
    let prefix = attributes.anchor.as_deref().and_then(|anchor| anchor.split_once(['-', ':'])).map(|(prefix, _)| prefix.to_owned());
    match prefix.as_deref() {
        Some("fig") => {
            let is_figure = |block: &Block| matches!(block.kind, BlockKind::Figure { .. });
            let (caption, figures) = match inner.split_last() {
                Some((Block { kind: BlockKind::Paragraph(_), .. }, figures)) => (true, figures),
                _ => (false, &inner[..]),
            };
            if figures.len() < 2 || !figures.iter().all(is_figure) {
                return figure_container(Node::with(span, attributes), inner);
            }
            let count = u32::try_from(figures.len()).unwrap_or(MOST);
            let number = |key: &str, attributes: &mut Attributes| {
                let value = attributes.pairs.remove(key)?;
                value.trim().parse::<u32>().ok().filter(|number| *number > 0)
            };
            let columns = number("layout-ncol", &mut attributes);
            let rows = number("layout-nrow", &mut attributes);
            let columns = columns.or_else(|| rows.map(|rows| count.div_ceil(rows))).unwrap_or(1);
            attributes.columns = Some(columns.min(count).min(MOST));
            let caption = inner.pop_if(|_| caption).and_then(paragraph);
            Block { node: Node::with(span, attributes), kind: BlockKind::Figure { body: inner, caption } }
        }
        Some("tbl") => {
            let is_pair = matches!(
                &inner[..],
                [Block { kind: BlockKind::Table(table), .. }, Block { kind: BlockKind::Paragraph(_), .. }] if table.caption.is_none()
            );
            let caption = inner.pop_if(|_| is_pair).and_then(paragraph);
            let is_table = matches!(&inner[..], [Block { kind: BlockKind::Table(_), .. }]);
            match inner.pop_if(|_| is_table) {
                Some(Block { mut node, kind: BlockKind::Table(mut table) }) => {
                    crate::manuscript::syntax::attributes::merge(&mut node, attributes);
                    table.caption = table.caption.take().or(caption);
                    Block { node, kind: BlockKind::Table(table) }
                }
                Some(_) | None => container(attributes, span, inner),
            }
        }
        _ => container(attributes, span, inner),
    }
}

fn container(attributes: Attributes, span: Span, inner: Vec<Block>) -> Block {
    Block { node: Node::with(span, attributes), kind: BlockKind::Container(inner) }
}

/// The inlines of a paragraph.
fn paragraph(block: Block) -> Option<Vec<Inline>> {
    match block.kind {
        BlockKind::Paragraph(inlines) => Some(inlines),
        _ => None,
    }
}
