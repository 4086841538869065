//! Emphasis in Chinese, Japanese and Korean text that CommonMark leaves as text: `**注意：**これは`.
//!
//! In CommonMark, a run of asterisks between a punctuation mark and a letter cannot close emphasis (0.31, 6.2). That rule assumes spaces
//! between words. In scripts without spaces, it breaks most emphasis that ends with a bracket or a full stop. Here such runs are paired by
//! white space alone: a run opens if no white space follows it, and closes if no white space is before it. At least one run of a pair must
//! touch a character of such a script. The other run must touch one too, or have no letter or digit on its outer side, so that `2**3` stays
//! as it is.
use crate::document::{Inline, InlineKind};
use crate::language::{is_hangul, is_unspaced};

use super::paired_signs::{SignPair, wrapped};
use crate::manuscript::syntax::attributes::verbatim;

/// Emphasizes what stands between two runs of asterisks. `source` is the assembled text.
pub(super) fn emphasized(inlines: Vec<Inline>, source: &str) -> Vec<Inline> {
    if !inlines.iter().any(|inline| verbatim(inline).is_some_and(|text| text.contains('*'))) {
        return inlines;
    }
    let strong = pairs(&inlines, source, "**");
    let inlines = if strong.is_empty() { inlines } else { wrapped(inlines, &strong, 2, InlineKind::Strong) };
    let weak = pairs(&inlines, source, "*");
    if weak.is_empty() { inlines } else { wrapped(inlines, &weak, 1, InlineKind::Emphasis) }
}

/// The runs of exactly `sign` that belong together.
fn pairs(inlines: &[Inline], source: &str, sign: &str) -> Vec<SignPair> {
    let mut pairs = Vec::new();
    let mut opened = None;
    for inline in inlines {
        let start = inline.node.span.start as usize;
        for (at, _) in verbatim(inline).unwrap_or_default().match_indices(sign) {
            let at = start + at;
            let before = source[..at].chars().next_back();
            let after = source[at + sign.len()..].chars().next();
            let touches = [before, after].into_iter().flatten().any(|c| is_unspaced(c) || is_hangul(c));
            let is_apart = |c: Option<char>| touches || c.is_none_or(|c| !c.is_alphanumeric());
            if matches!(before, Some('*' | '\\')) || after == Some('*') {
                continue;
            }
            match opened {
                Some((open, other)) if before.is_some_and(|c| !c.is_whitespace()) && is_apart(after) => {
                    pairs.extend((other || touches).then_some(SignPair { open, close: at }));
                    opened = None;
                }
                _ if after.is_some_and(|c| !c.is_whitespace()) && is_apart(before) => opened = Some((at, touches)),
                _ => {}
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Node, plain_text};
    use crate::manuscript::files::assembled::assembled;

    fn found(text: &str) -> Vec<String> {
        let inline = Inline { node: Node::at(assembled(0..text.len())), kind: InlineKind::Text(text.to_owned()) };
        let found = emphasized(vec![inline], text).into_iter().filter_map(|inline| match inline.kind {
            InlineKind::Strong(inner) => Some(format!("strong {}", plain_text(&inner))),
            InlineKind::Emphasis(inner) => Some(format!("weak {}", plain_text(&inner))),
            _ => None,
        });
        found.collect()
    }

    #[test]
    fn emphasis_without_spaces_is_read() {
        for (text, wanted) in [
            ("非同期処理が**並行処理（Concurrent）**として", &["strong 並行処理（Concurrent）"][..]),
            ("**저장(Save)**을 누르고 *(a)*를", &["strong 저장(Save)", "weak (a)"]),
            ("这是*“重点”*内容和**「a」**。", &["weak “重点”", "strong 「a」"]),
        ] {
            let mut found = found(text);
            found.sort_by_key(|words| wanted.iter().position(|wanted| wanted == words));
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn other_asterisks_are_text() {
        for text in ["2**3 and 4**5", "值 ** 是 ** 的", "中\\*a*中", "***中***", "*中", "中 * 文 * 字", "a*b*c", "2*3*4中", "so *a* b"]
        {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
