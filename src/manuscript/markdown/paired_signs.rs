//! Makes an inline of the text between two identical signs, such as `==` or `**`.
use std::iter::Peekable;

use crate::document::{Inline, InlineKind, Node};

use crate::manuscript::files::assembled::{assembled, bytes};

/// Two signs that belong together, by their first bytes in the assembled text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) open: usize,
    pub(super) close: usize,
}

/// Replaces each pair of signs, and what stands between them, by an inline. `pairs` are in order and do not overlap; each sign has `length`
/// bytes and stands in a text node that is a copy of its source.
pub(super) fn wrapped(inlines: Vec<Inline>, pairs: &[Pair], length: usize, make: fn(Vec<Inline>) -> InlineKind) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    let mut rest = Rest { inlines: inlines.into_iter().peekable() };
    for Pair { open, close } in pairs {
        rest.until(*open, &mut out);
        rest.until(open + length, &mut Vec::new());
        let mut inner = Vec::new();
        rest.until(*close, &mut inner);
        rest.until(close + length, &mut Vec::new());
        let node = Node::at(assembled(*open..close + length));
        out.push(Inline { node, kind: make(inner) });
    }
    out.extend(rest.inlines);
    out
}

/// The inlines that are not yet written.
struct Rest<I: Iterator<Item = Inline>> {
    inlines: Peekable<I>,
}

impl<I: Iterator<Item = Inline>> Rest<I> {
    /// Writes everything before a byte of the assembled text. A text node that contains it is cut there.
    fn until(&mut self, end: usize, out: &mut Vec<Inline>) {
        while let Some(inline) = self.inlines.peek_mut() {
            let span = bytes(inline.node.span);
            if span.start >= end {
                return;
            }
            match &mut inline.kind {
                InlineKind::Text(text) if span.end > end && text.len() == span.len() => {
                    let after = text.split_off(end - span.start);
                    let before = Inline {
                        node: Node { span: assembled(span.start..end), ..inline.node.clone() },
                        kind: InlineKind::Text(std::mem::replace(text, after)),
                    };
                    inline.node.span = assembled(end..span.end);
                    return out.push(before);
                }
                _ => out.extend(self.inlines.next()),
            }
        }
    }
}
