//! Highlighted text, `==like this==`, as in Obsidian and in Pandoc with `+mark`.
use crate::document::{Inline, InlineKind, Phrase};

use super::paired_signs::{SignPair, wrapped};
use crate::manuscript::syntax::attributes::verbatim;

/// The sign at both ends.
const SIGN: &str = "==";

/// A sign that may begin or end a highlight.
struct HighlightSign {
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
    wrapped(inlines, &pairs, SIGN.len(), |inner| InlineKind::Phrase(Phrase::Highlight, inner))
}

/// The first bytes of the signs that belong together, in order. If several signs open, the last one before the sign that closes counts.
fn pairs(inlines: &[Inline], source: &str) -> Vec<SignPair> {
    let mut pairs = Vec::new();
    let mut opened = None;
    for inline in inlines {
        let start = inline.node.span.start as usize;
        for (at, _) in verbatim(inline).unwrap_or_default().match_indices(SIGN) {
            let Some(sign) = sign(start + at, source) else { continue };
            match opened {
                Some(open) if sign.closes => {
                    pairs.push(SignPair { open, close: sign.at });
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
fn sign(at: usize, source: &str) -> Option<HighlightSign> {
    let before = source.get(..at)?.chars().next_back();
    let after = source.get(at + SIGN.len()..)?.chars().next();
    if matches!(before, Some('=' | '\\')) || after == Some('=') {
        return None;
    }
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_white = |c: Option<char>| c.is_none_or(char::is_whitespace);
    Some(HighlightSign { at, opens: !is_white(after) && !is_word(before), closes: !is_white(before) && !is_word(after) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Node;
    use crate::manuscript::files::assembled::assembled;

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
