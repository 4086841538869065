//! Raised and lowered text inside words, `H~2~O` and `x^2^`. pulldown-cmark leaves it as text.
use crate::document::{Inline, InlineKind, Node};

use crate::manuscript::files::assembled::{assembled, bytes};
use crate::manuscript::syntax::attributes::joined;

/// Raises `^…^` and lowers `~…~` if there are only letters, digits and some signs between them, as in Pandoc. `source` is the assembled
/// text.
pub(crate) fn raised_and_lowered(inlines: Vec<Inline>, source: &str) -> Vec<Inline> {
    let has = |inline: &Inline| matches!(&inline.kind, InlineKind::Text(text) if text.contains('^') || text.contains('~'));
    if !inlines.iter().any(has) {
        return inlines;
    }
    let mut out = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) if text.len() == bytes(inline.node.span).len() => {
                let text = text.clone();
                split(&text, inline.node.span.start as usize, source, &mut out);
            }
            _ => out.push(inline),
        }
    }
    joined(out)
}

fn split(text: &str, start: usize, source: &str, out: &mut Vec<Inline>) {
    let piece = |range: std::ops::Range<usize>| Inline {
        node: Node::at(assembled(start + range.start..start + range.end)),
        kind: InlineKind::Text(text[range].to_owned()),
    };
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find(['^', '~']) {
        let open = at + found;
        at = open + 1;
        let sign = text.as_bytes()[open];
        let escaped = open == 0 && start > 0 && source.as_bytes().get(start - 1) == Some(&b'\\');
        let doubled = text.as_bytes().get(at) == Some(&sign);
        let inner = text[at..].find(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '-' | '−' | '(' | ')' | ',' | '.' | '’')));
        let Some(end) = inner.map(|inner| at + inner).filter(|end| *end > at && text.as_bytes()[*end] == sign) else {
            if doubled {
                at += 1;
            }
            continue;
        };
        if escaped || text.as_bytes().get(end + 1) == Some(&sign) {
            continue;
        }
        if open > from {
            out.push(piece(from..open));
        }
        let inside = vec![piece(at..end)];
        let kind = if sign == b'^' { InlineKind::Superscript(inside) } else { InlineKind::Subscript(inside) };
        out.push(Inline { node: Node::at(assembled(start + open..start + end + 1)), kind });
        at = end + 1;
        from = at;
    }
    if from < text.len() {
        out.push(piece(from..text.len()));
    }
}
