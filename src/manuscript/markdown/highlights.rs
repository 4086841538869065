//! Highlighted text, `==like this==`, as in Obsidian and in Pandoc with `+mark`.
use std::iter::Peekable;

use crate::document::{Inline, InlineKind, Node, Phrase};

use crate::manuscript::files::assembled::{assembled, bytes};

/// The sign at both ends.
const SIGN: &str = "==";

/// A sign that may begin or end a highlight.
struct Sign {
    /// Its first byte in the assembled text.
    at: usize,
    opens: bool,
    closes: bool,
}

/// Highlights what stands between two signs in a sequence of inlines. There is no white space inside the signs, and no third `=` beside
/// them. A letter or digit of ASCII does not touch them from outside, so `a==b and c==d` is text. `source` is the assembled text.
pub(super) fn highlighted(inlines: Vec<Inline>, source: &str) -> Vec<Inline> {
    let has_sign = |inline: &Inline| verbatim(inline).is_some_and(|text| text.contains(SIGN));
    if !inlines.iter().any(has_sign) {
        return inlines;
    }
    let pairs = pairs(&inlines, source);
    let mut out = Vec::with_capacity(inlines.len());
    let mut rest = Rest { inlines: inlines.into_iter().peekable() };
    for (open, close) in pairs {
        rest.until(open, &mut out);
        rest.until(open + SIGN.len(), &mut Vec::new());
        let mut inner = Vec::new();
        rest.until(close, &mut inner);
        rest.until(close + SIGN.len(), &mut Vec::new());
        let node = Node::at(assembled(open..close + SIGN.len()));
        out.push(Inline { node, kind: InlineKind::Phrase(Phrase::Highlight, inner) });
    }
    out.extend(rest.inlines);
    out
}

/// The text of a text node that is a copy of its source.
fn verbatim(inline: &Inline) -> Option<&str> {
    match &inline.kind {
        InlineKind::Text(text) if text.len() == bytes(inline.node.span).len() => Some(text),
        _ => None,
    }
}

/// The first bytes of the signs that belong together, in order. If several signs open, the last one before the sign that closes counts.
fn pairs(inlines: &[Inline], source: &str) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut opened = None;
    for inline in inlines {
        let start = inline.node.span.start as usize;
        for (at, _) in verbatim(inline).unwrap_or_default().match_indices(SIGN) {
            let Some(sign) = sign(start + at, source) else { continue };
            match opened {
                Some(open) if sign.closes => {
                    pairs.push((open, sign.at));
                    opened = None;
                }
                _ if sign.opens => opened = Some(sign.at),
                _ => {}
            }
        }
    }
    pairs
}

/// The sign at a byte of the source. `None` if there is none.
fn sign(at: usize, source: &str) -> Option<Sign> {
    let before = source.get(..at)?.chars().next_back();
    let after = source.get(at + SIGN.len()..)?.chars().next();
    if matches!(before, Some('=' | '\\')) || after == Some('=') {
        return None;
    }
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_white = |c: Option<char>| c.is_none_or(char::is_whitespace);
    Some(Sign { at, opens: !is_white(after) && !is_word(before), closes: !is_white(before) && !is_word(after) })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Vec<String> {
        let inline = Inline { node: Node::at(assembled(0..text.len())), kind: InlineKind::Text(text.to_owned()) };
        let phrases = highlighted(vec![inline], text).into_iter().filter_map(|inline| match inline.kind {
            InlineKind::Phrase(Phrase::Highlight, inner) => Some(crate::document::plain_text(&inner)),
            _ => None,
        });
        phrases.collect()
    }

    #[test]
    fn highlights_are_told_from_comparisons() {
        for (text, expected) in [
            ("a ==b== c", &["b"][..]),
            ("==one two== and (==three==)", &["one two", "three"]),
            ("这是==重点==内容", &["重点"]),
            ("==a ==b== c", &["b"]),
        ] {
            assert_eq!(marked(text), expected, "{text}");
        }
        for text in ["a == b", "a==b and c==d", "=== x ===", "====", "== a ==", "==a", "a==", "x ==y\\==", "===a===", "==a ==b", "\\==a=="]
        {
            assert_eq!(marked(text), [""; 0], "{text}");
        }
    }
}
