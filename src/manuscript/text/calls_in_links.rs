//! Takes the calls of notes out of links, because a link cannot contain another.
use crate::document::{Attributes, Inline, InlineKind, Node, VisitMut};

/// Divides each link at the calls in its text: `[one[^1] two](a)` becomes a link, a call and a link.
pub(crate) struct LinkDivision;

impl VisitMut for LinkDivision {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let is_call = |inline: &Inline| matches!(inline.kind, InlineKind::NoteCall(_));
        // A link that holds nothing but calls stays, so that its address is not lost.
        let is_divided = |text: &[Inline]| text.iter().any(is_call) && !text.iter().all(is_call);
        if !inlines.iter().any(|inline| matches!(&inline.kind, InlineKind::Link { text, .. } if is_divided(text))) {
            return;
        }
        for inline in std::mem::take(inlines) {
            match inline.kind {
                InlineKind::Link { target, title, text } if is_divided(&text) => {
                    divide(inline.node, &target, title.as_ref(), text, inlines)
                }
                kind => inlines.push(Inline { node: inline.node, kind }),
            }
        }
    }
}

/// Adds the parts of a link. Only the first has its anchor.
fn divide(mut node: Node, target: &str, title: Option<&String>, text: Vec<Inline>, out: &mut Vec<Inline>) {
    let mut part = Vec::new();
    let mut close = |part: &mut Vec<Inline>, out: &mut Vec<Inline>| {
        if !part.is_empty() {
            let kind = InlineKind::Link { target: target.to_owned(), title: title.cloned(), text: std::mem::take(part) };
            out.push(Inline { node: node.clone(), kind });
            node = Node::with(node.span, Attributes { anchor: None, ..node.attrs.as_deref().cloned().unwrap_or_default() });
        }
    };
    for inline in text {
        if matches!(inline.kind, InlineKind::NoteCall(_)) {
            close(&mut part, out);
            out.push(inline);
        } else {
            part.push(inline);
        }
    }
    close(&mut part, out);
}
