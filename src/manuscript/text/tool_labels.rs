//! Labels of MyST and bookdown.
//!
//! `(map)=` on a line of its own names the block after it, `$$ … $$ (energy)` the formula (MyST Parser, "Cross-references" and "Math"). In
//! bookdown, `(\#fig:map)` in a caption names
//! its figure or table, `(\#eq:energy)` in a formula the formula, and the label of a theorem begins with the prefix of its kind even if the
//! author did not write it: `::: {.theorem #line}` is `thm:line` (bookdown, sections 2.2 and 2.4 to 2.6).
use crate::document::{Attributes, Block, BlockKind, Formula, Inline, InlineKind, List, Node, VisitMut};
use crate::manuscript::syntax::attributes::{drop_start, merge, trim_end, verbatim};

/// Gives the labels of MyST to the blocks after them.
pub(super) fn name_blocks(blocks: &mut Vec<Block>) {
    let mut labels: Vec<(String, Node)> = Vec::new();
    for mut block in std::mem::take(blocks) {
        if let BlockKind::Paragraph(inlines) = &mut block.kind {
            if let Some(label) = label_of(inlines) {
                labels.push((label, block.node));
                continue;
            }
            if let Some((formula, label)) = labelled_formula(inlines) {
                block.kind = BlockKind::Math(formula);
                merge(&mut block.node, anchor(label));
            }
        }
        for (label, node) in labels.drain(..) {
            name(&mut block, label, &node, blocks);
        }
        inside(&mut block.kind);
        blocks.push(block);
    }
    // A label at the end names the place.
    blocks.extend(labels.into_iter().map(|(label, node)| place(label, &node)));
}

fn inside(kind: &mut BlockKind) {
    match kind {
        BlockKind::Container(inner) | BlockKind::Quote { blocks: inner, .. } | BlockKind::Alert { blocks: inner, .. } => name_blocks(inner),
        BlockKind::List(List { items, .. }) => items.iter_mut().for_each(|item| name_blocks(&mut item.blocks)),
        _ => {}
    }
}

/// A displayed formula with a label after it: `$$ … $$ (energy)`.
fn labelled_formula(inlines: &[Inline]) -> Option<(Formula, String)> {
    let [Inline { kind: InlineKind::Math(formula), .. }, rest @ ..] = inlines else { return None };
    let text: Option<String> = rest.iter().map(verbatim).collect();
    let text = text?;
    let label = text.trim().strip_prefix('(')?.strip_suffix(')')?;
    (formula.display && is_label(label)).then(|| (formula.clone(), label.to_owned()))
}

fn is_label(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ':' | '-' | '_' | '.' | '/'))
}

/// The label in a paragraph that has nothing else: `(map)=`. The translation of the dialect has given every label its own paragraph.
fn label_of(inlines: &[Inline]) -> Option<String> {
    let text: Option<String> = inlines.iter().map(verbatim).collect();
    let text = text?;
    let label = text.trim().strip_prefix('(')?.strip_suffix(")=")?;
    is_label(label).then(|| label.to_owned())
}

/// Gives a label to a block, or puts it before the block if the block already has one.
fn name(block: &mut Block, label: String, node: &Node, before: &mut Vec<Block>) {
    let is_free = block.node.anchor().is_none() && !matches!(block.kind, BlockKind::PageBreak);
    match &mut block.kind {
        _ if is_free => merge(&mut block.node, anchor(label)),
        BlockKind::Heading { title: line, .. } | BlockKind::Paragraph(line) => {
            line.insert(0, Inline { node: Node::with(node.span, anchor(label)), kind: InlineKind::Anchor });
        }
        _ => before.push(place(label, node)),
    }
}

fn anchor(label: String) -> Attributes {
    Attributes { anchor: Some(label), ..Attributes::default() }
}

/// A paragraph that only has a label.
fn place(label: String, node: &Node) -> Block {
    let inline = Inline { node: Node::with(node.span, anchor(label)), kind: InlineKind::Anchor };
    Block { node: Node::at(node.span), kind: BlockKind::Paragraph(vec![inline]) }
}

/// The pass that reads the labels of bookdown.
pub(super) struct BookdownLabels;

impl VisitMut for BookdownLabels {
    fn block(&mut self, block: &mut Block) {
        let label = match &mut block.kind {
            BlockKind::Figure { caption: Some(caption), .. } => label_in(caption),
            BlockKind::Table(table) => table.caption.as_mut().and_then(label_in),
            BlockKind::Math(formula) => {
                name_formula(formula);
                None
            }
            BlockKind::Container(_) => block.node.statement().and_then(|statement| {
                let label = block.node.anchor()?;
                let has_prefix = label.contains(':') || statement.prefix().is_empty();
                (!has_prefix).then(|| format!("{}:{label}", statement.prefix()))
            }),
            _ => None,
        };
        label.into_iter().for_each(|label| merge(&mut block.node, anchor(label)));
    }

    fn inline(&mut self, inline: &mut Inline) {
        if let InlineKind::Math(formula) = &mut inline.kind {
            name_formula(formula);
        }
    }
}

/// Takes the label out of a caption. The sign `#` is escaped, so the parser has cut the text before it.
fn label_in(caption: &mut Vec<Inline>) -> Option<String> {
    let text = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => Some(text.clone()),
        _ => None,
    };
    let (at, label) = caption.windows(2).enumerate().find_map(|(at, pair)| {
        text(&pair[0]).filter(|before| before.ends_with('('))?;
        let after = text(&pair[1])?;
        let (label, _) = after.strip_prefix('#')?.split_once(')')?;
        (label.contains(':') && is_label(label)).then(|| (at, label.to_owned()))
    })?;
    if let InlineKind::Text(text) = &mut caption[at].kind {
        text.pop();
        caption[at].node.span.end -= 1;
    }
    let mut rest = caption.split_off(at + 1);
    drop_start(&mut rest, "#)".len() + label.len());
    if caption[at..].iter().any(|inline| text(inline).is_some_and(|text| text.is_empty())) {
        caption.pop();
    }
    if caption.is_empty() {
        let spaces = rest.first().and_then(text).map_or(0, |text| text.len() - text.trim_start().len());
        drop_start(&mut rest, spaces);
    } else if rest.first().and_then(text).is_none_or(|text| text.is_empty() || text.starts_with(' ')) {
        trim_end(caption);
    }
    caption.append(&mut rest);
    Some(label)
}

/// Makes `\label{eq:energy}` of `(\#eq:energy)`.
fn name_formula(formula: &mut Formula) {
    let Some(at) = formula.tex.find("(\\#").filter(|_| formula.display) else { return };
    let inner = &formula.tex[at + "(\\#".len()..];
    let Some(close) = inner.find(|c: char| !(c.is_alphanumeric() || matches!(c, ':' | '-' | '_' | '.'))) else { return };
    if !inner[close..].starts_with(')') || !inner[..close].contains(':') {
        return;
    }
    let label = format!("\\label{{{}}}", &inner[..close]);
    formula.tex.replace_range(at..at + "(\\#".len() + close + 1, &label);
}
