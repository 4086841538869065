//! Makes an inline from the text between two identical signs, such as `==` or `**`.
use std::iter::Peekable;

use crate::document::{Inline, InlineKind, Node};

use crate::manuscript::files::assembled::{assembled, bytes};

/// Two signs that belong together, by their first bytes in the assembled text.
#[derive(Clone, Copy, Debug)]
pub(super) struct SignPair {
    pub(super) open: usize,
    pub(super) close: usize,
}

/// Replaces each pair of signs, and what stands between them, by an inline. `pairs` are in order and do not overlap; each sign has `length`
/// bytes and stands in a text node that is a copy of its source.
pub(super) fn wrapped(inlines: Vec<Inline>, pairs: &[SignPair], length: usize, make: fn(Vec<Inline>) -> InlineKind) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    let mut rest = RemainingInlines { inlines: inlines.into_iter().peekable(), written: 0 };
    for SignPair { open, close } in pairs {
        rest.until(*open, &mut out);
        rest.until(open + length, &mut Vec::new());
        let mut inner = Vec::new();
        rest.until(*close, &mut inner);
        rest.until(close + length, &mut Vec::new());
        let node = Node::at(assembled(*open..close + length));
        out.push(Inline { node, kind: make(inner) });
    }
    while let Some(inline) = rest.next() {
        out.push(inline);
    }
    out
}

/// The inlines that are not yet written.
struct RemainingInlines<I: Iterator<Item = Inline>> {
    inlines: Peekable<I>,
    /// How many bytes of the first of them are written. Zero unless it is a text node.
    written: usize,
}

impl<I: Iterator<Item = Inline>> RemainingInlines<I> {
    /// The rest of the first inline.
    fn next(&mut self) -> Option<Inline> {
        let mut inline = self.inlines.next()?;
        let written = std::mem::take(&mut self.written);
        if let InlineKind::Text(text) = &mut inline.kind
            && written > 0
        {
            text.drain(..written);
            let span = bytes(inline.node.span);
            inline.node.span = assembled(span.start + written..span.end);
        }
        Some(inline)
    }

    /// Writes everything before a byte of the assembled text. A text node that contains it is cut there.
    fn until(&mut self, end: usize, out: &mut Vec<Inline>) {
        while let Some(inline) = self.inlines.peek() {
            let span = bytes(inline.node.span);
            let start = span.start + self.written;
            if start >= end {
                return;
            }
            match &inline.kind {
                InlineKind::Text(text) if span.end > end && text.len() == span.len() => {
                    let before = InlineKind::Text(text[self.written..end - span.start].to_owned());
                    let node = Node { span: assembled(start..end), ..inline.node.clone() };
                    self.written = end - span.start;
                    return out.push(Inline { node, kind: before });
                }
                _ => out.extend(self.next()),
            }
        }
    }
}
