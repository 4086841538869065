//! Takes the calls of notes, and other links, out of links, because a link cannot contain another.
use crate::document::{Attributes, Inline, InlineKind, Node, VisitMut};

/// Divides each link at the calls and at the links in its text: `[one[^1] two](a)` becomes a link, a call and a link. In
/// `[*one[^1]*](a)`, the emphasis is divided with it.
pub(crate) struct LinkDivision;

impl VisitMut for LinkDivision {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        if !inlines.iter().any(is_divided) {
            return;
        }
        for inline in std::mem::take(inlines) {
            if !is_divided(&inline) {
                inlines.push(inline);
                continue;
            }
            let Inline { node, kind } = inline;
            let InlineKind::Link { target, title, text } = kind else { continue };
            let around = |text| InlineKind::Link { target: target.clone(), title: title.clone(), text };
            let mut parts = parted(text);
            let mut inside = node;
            for part in &mut parts {
                // A link needs words.
                if part.is_inside && part.inlines.iter().any(has_own_words) {
                    let text = std::mem::take(&mut part.inlines);
                    part.inlines = vec![Inline { node: inside.clone(), kind: around(text) }];
                    inside = without_anchor(&inside);
                }
            }
            inlines.extend(parts.into_iter().flat_map(|part| part.inlines));
        }
    }
}

/// Whether an inline is a link to divide. One that holds nothing but calls stays, so that its address is not lost.
fn is_divided(inline: &Inline) -> bool {
    let InlineKind::Link { text, .. } = &inline.kind else { return false };
    text.iter().any(holds_link) && text.iter().any(has_own_words)
}

/// Whether an inline is a call or a link, or has one inside. The alternative text of a picture is not text of the link.
fn holds_link(inline: &Inline) -> bool {
    is_link(inline) || !is_closed(inline) && inline.kind.inner().is_some_and(|inner| inner.iter().any(holds_link))
}

fn is_link(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::NoteCall(_) | InlineKind::Link { .. } | InlineKind::Reference { .. } | InlineKind::CrossReference(_))
}

fn is_closed(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Image { .. } | InlineKind::Recording(_))
}

/// Whether an inline prints something besides calls and links.
fn has_own_words(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::SoftBreak | InlineKind::LineBreak | InlineKind::Anchor => false,
        InlineKind::Text(text) => !text.trim().is_empty(),
        _ if is_link(inline) => false,
        _ if is_closed(inline) => true,
        kind => kind.inner().is_none_or(|inner| inner.iter().any(has_own_words)),
    }
}

/// A part of the text of a link.
struct TextPart {
    /// Whether it stays in the link.
    is_inside: bool,
    inlines: Vec<Inline>,
}

/// Divides a text before and after each call and each link.
fn parted(text: Vec<Inline>) -> Vec<TextPart> {
    let mut parts: Vec<TextPart> = Vec::new();
    let mut add = |is_inside: bool, inlines: Vec<Inline>| match parts.last_mut() {
        Some(last) if last.is_inside == is_inside => last.inlines.extend(inlines),
        _ => parts.push(TextPart { is_inside, inlines }),
    };
    for mut inline in text {
        if !holds_link(&inline) || is_link(&inline) {
            add(!is_link(&inline), vec![inline]);
            continue;
        }
        let inner = inline.kind.inner_mut().map(std::mem::take).unwrap_or_default();
        for part in parted(inner) {
            let mut around = inline.clone();
            if let Some(own) = around.kind.inner_mut() {
                *own = part.inlines;
            }
            inline.node = without_anchor(&inline.node);
            add(part.is_inside, vec![around]);
        }
    }
    parts
}

/// A node without its anchor, for the second and later parts of what was divided.
fn without_anchor(node: &Node) -> Node {
    Node::with(node.span, Attributes { anchor: None, ..node.attrs.as_deref().cloned().unwrap_or_default() })
}
