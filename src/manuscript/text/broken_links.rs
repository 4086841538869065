//! Finds text that was meant as a link: `[text][label]` without a definition, `[text](an address)` with a space in the address.
use std::ops::Range;

use crate::diagnostic::{Diagnostic, codes};

use crate::manuscript::dialect::line::Passage;
use crate::manuscript::scan::reading::Reading;

/// The longest label or address, in bytes. Anything longer is text.
const LONGEST: usize = 400;

/// Why text in brackets is not a link.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fault {
    /// No definition has the label.
    Undefined(String),
    /// The address has a space in it.
    Spaced,
}

/// Text in brackets that looks like a link but is not one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct BrokenLink {
    range: Range<usize>,
    fault: Fault,
}

/// Reports what was meant as a link in a passage, once for each kind of fault.
pub(super) fn report(passage: &Passage, reading: &Reading<'_>) {
    for BrokenLink { range, fault } in broken_links(&passage.text) {
        let span = reading.at(passage.span(&range));
        let diagnostic = match fault {
            Fault::Undefined(label) => Diagnostic::new(codes::BROKEN_LINK, span, format!("no line defines the label `{label}`"))
                .cause("label")
                .hint(format!("write `[{label}]: address` on a line of its own, or a backslash before the first bracket")),
            Fault::Spaced => Diagnostic::new(codes::BROKEN_LINK, span, "the address of this link has a space in it")
                .cause("address")
                .hint("write the address between angle brackets: `[text](<an address>)`"),
        };
        reading.sink.report(diagnostic.label("printed as typed"));
    }
}

/// The broken links in a text, in order. Brackets after a backslash or a letter are text: `a[i][j]`, `f[x](y)`.
fn broken_links(text: &str) -> Vec<BrokenLink> {
    let mut found: Vec<BrokenLink> = Vec::new();
    for (close, _) in text.match_indices(']') {
        let (opening, end) = match text.as_bytes().get(close + 1) {
            Some(b'[') => ('[', ']'),
            Some(b'(') => ('(', ')'),
            _ => continue,
        };
        let from = found.last().map_or(0, |last| last.range.end);
        let Some(open) = text.get(from..close).and_then(|before| before.rfind('[')).map(|open| from + open) else { continue };
        let (words, before) = (&text[open + 1..close], text[..open].chars().next_back());
        let is_text = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ']' | ')' | '\\' | '[' | '_' | '^'))
            || words.ends_with('\\')
            || words.starts_with('^')
            || words.contains(']')
            || !words.contains(char::is_alphabetic);
        let inner = &text[close + 2..];
        let Some(length) = inner.find(end).filter(|length| *length < LONGEST && !is_text) else { continue };
        let inner = &inner[..length];
        let range = open..close + 2 + length + 1;
        let fault = if opening == '[' {
            let is_label = inner.contains(char::is_alphabetic) && !inner.starts_with(['^', '@']) && !inner.contains('[');
            is_label.then(|| Fault::Undefined(inner.to_owned()))
        } else {
            let in_address = |word: &str| word.contains(['/', '#']) || word.trim_end_matches('.').contains('.');
            let is_address = inner.trim().contains(char::is_whitespace) && inner.split_whitespace().any(in_address);
            is_address.then_some(Fault::Spaced)
        };
        found.extend(fault.map(|fault| BrokenLink { range, fault }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        broken_links(text).into_iter().map(|link| &text[link.range]).collect()
    }

    #[test]
    fn what_was_meant_as_a_link_is_found() {
        assert_eq!(found("A [town][map], ![a](b c.png), [x](/y https://z)."), ["[town][map]", "[a](b c.png)", "[x](/y https://z)"]);
        assert_eq!(found("([town][a b])"), ["[town][a b]"]);
    }

    #[test]
    fn other_brackets_are_text() {
        for text in [
            "a[i][j] f[x](y z.a)",
            "\\[a][b] [a\\][b]",
            "[1][2] [a][3]",
            "[see](this one) [x](y)",
            "[a] [b]",
            "[[a]][b.c d]",
            "[^a][b]",
            "[a][^b]",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
