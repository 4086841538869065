//! Finds text that was meant as a link: `[text][label]` and `[label][]` without a definition, `[text](an address)` with a space in the
//! address, `[text] (address)` with a space between the brackets, `(text)[address]`, and `[label]: address` within a paragraph.
use std::ops::Range;

use crate::diagnostic::{Diagnostic, codes};
use crate::document::OBJECT;

use crate::manuscript::dialect::line::{Object, Passage};
use crate::manuscript::scan::reading::Reading;

/// The maximum length of a label or an address in bytes. Anything longer is text.
const LONGEST: usize = 400;

/// Why text in brackets is not a link.
#[derive(Clone, Debug, PartialEq, Eq)]
enum LinkFault {
    /// No definition has the label.
    Undefined(String),
    /// The address has a space in it.
    Spaced,
    /// The address is not closed.
    Unclosed,
    /// The text of the link is not opened.
    Unopened,
    /// The definition of a label is part of a paragraph.
    InParagraph,
    /// There is a space between the brackets.
    Apart,
    /// The kinds of brackets are swapped.
    Swapped,
}

/// Text in brackets that looks like a link but is not one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct BrokenLink {
    range: Range<usize>,
    fault: LinkFault,
}

/// Reports text in a passage that was meant as a link or a picture.
pub(super) fn report(passage: &Passage, reading: &Reading<'_>) {
    // Few passages have brackets that the parser left as text.
    if !passage.has(b"[]") {
        return;
    }
    report_unclosed_picture(passage, reading);
    report_apart_label(passage, reading);
    for BrokenLink { range, fault } in all(&passage.text) {
        // The object in place of the address may be code, as in `[x] (`;`)`. Then this is not a link.
        let last = passage.text.get(..range.end - 1).and_then(|inner| inner.char_indices().next_back());
        let is_code = last.is_some_and(|(at, c)| c == OBJECT && passage.object_at(at) != Some(Object::Link));
        if is_code && matches!(fault, LinkFault::Apart | LinkFault::Swapped) {
            continue;
        }
        let span = reading.at(passage.span(&range));
        let diagnostic = match fault {
            LinkFault::Undefined(label) => Diagnostic::new(codes::BROKEN_LINK, span, format!("no line defines the label `{label}`"))
                .cause("label")
                .hint(format!("write `[{label}]: address` on a line of its own, or a backslash before the first bracket")),
            LinkFault::Spaced => Diagnostic::new(codes::BROKEN_LINK, span, "the address of this link has a space in it")
                .cause("address")
                .hint("write the address between angle brackets: `[text](<an address>)`"),
            LinkFault::Unclosed => Diagnostic::new(codes::BROKEN_LINK, span, "nothing closes the address of this link")
                .cause("unclosed")
                .hint("write `[text](address)`; an address with parentheses stands between angle brackets"),
            LinkFault::Unopened => Diagnostic::new(codes::BROKEN_LINK, span, "nothing opens the text of this link")
                .cause("unopened")
                .hint("write `[text](address)`"),
            LinkFault::Apart => Diagnostic::new(codes::BROKEN_LINK, span, "this link has a space between its brackets")
                .cause("apart")
                .hint("write `[text](address)`"),
            LinkFault::Swapped => Diagnostic::new(codes::BROKEN_LINK, span, "the brackets of this link are swapped")
                .cause("swapped")
                .hint("write `[text](address)`"),
            LinkFault::InParagraph => Diagnostic::new(codes::BROKEN_LINK, span, "this definition of a label is part of a paragraph")
                .cause("definition")
                .hint("write an empty line before it"),
        };
        reading.sink.report(diagnostic.label("printed as typed"));
    }
}

/// Reports the first code span alone in brackets: ``[`Oar`]``. In the documentation of Rust, where mdBook comes from, this is a link to the
/// item of that name.
pub(super) fn report_code_labels(passage: &Passage, reading: &Reading<'_>) {
    let text = &passage.text;
    let found = text.match_indices(OBJECT).map(|(at, object)| at..at + object.len()).find(|code| {
        let (before, after) = (&text[..code.start], &text[code.end..]);
        let is_alone = before.ends_with('[') && !before.ends_with("\\[") && after.starts_with(']') && !after.starts_with("](");
        is_alone && passage.object_at(code.start) == Some(Object::Code)
    });
    let Some(code) = found else { return };
    let span = reading.at(passage.span(&(code.start - 1..code.end + 1)));
    let diagnostic = Diagnostic::new(codes::BROKEN_LINK, span, "no line defines this label").cause("code label").label("printed as typed");
    reading.sink.report(diagnostic.hint("write its address: ``[`Oar`](https://…)``, or remove the brackets"));
}

/// Reports the last `![` in a passage if no bracket closes it.
fn report_unclosed_picture(passage: &Passage, reading: &Reading<'_>) {
    let text = &passage.text;
    let Some(at) = text.rfind("![").filter(|at| !text[at + 2..].contains(']') && !text[..*at].ends_with('\\')) else { return };
    let span = reading.at(passage.span(&(at..at + "![".len())));
    let diagnostic = Diagnostic::new(codes::BROKEN_LINK, span, "nothing closes the description of this picture").cause("picture");
    reading.sink.report(diagnostic.label("printed as typed").hint("write `![description](picture.png)`"));
}

/// Reports the first text in brackets that is separated from its label by white space: `[oars] [boats]`. Markdown.pl and MkDocs read both
/// as one link, but in CommonMark, only the label is a link.
fn report_apart_label(passage: &Passage, reading: &Reading<'_>) {
    let text = &passage.text;
    for (at, _) in text.match_indices(']') {
        let object = at + 2;
        let is_apart = text[at + 1..].starts_with([' ', '\n']) && passage.object_at(object) == Some(Object::Link);
        let source = reading.text().get(passage.place(object)..).unwrap_or_default();
        let Some(open) = last_within(text, at, '[').filter(|_| is_apart && source.starts_with('[')) else { continue };
        let words = &text[open + 1..at];
        // The label must be a shortcut reference: `[boats]`, not `[boats](…)`.
        let is_label = source.find(']').is_some_and(|end| !source[end + 1..].starts_with(['(', '[']));
        if is_label && words.chars().filter(|c| c.is_alphabetic()).count() > 1 && !text[..open].ends_with(['\\', ']', '!']) {
            let span = reading.at(passage.span(&(open..at + 1)));
            let diagnostic =
                Diagnostic::new(codes::BROKEN_LINK, span, "there is white space between this text and its label").cause("label apart");
            return reading.sink.report(diagnostic.label("printed as typed").hint("remove the white space: `[text][label]`"));
        }
    }
}

/// The broken links in a text whose two pairs of brackets are next to each other, in order. Brackets after a backslash or a letter are
/// text: `a[i][j]`, `f[x](y)`.
fn broken_links(text: &str) -> Vec<BrokenLink> {
    let mut found: Vec<BrokenLink> = Vec::new();
    let mut after_last = 0;
    for (close, _) in text.match_indices(']') {
        // The text of a link contains no closing bracket, so the search for its opening bracket begins after the last one.
        let least = std::mem::replace(&mut after_last, close + 1);
        let from = found.last().map_or(least, |last| last.range.end.max(least));
        let Some(before) = text.get(from..close) else { continue };
        // The text after the closing bracket and one byte. Used only if this byte is a parenthesis; any other character may be longer.
        let inner = text.get(close + 2..).unwrap_or_default();
        found.extend(match (text.as_bytes().get(close + 1), before.rfind('[').map(|open| from + open)) {
            (Some(b'['), Some(open)) => labelled(text, open, close),
            (Some(b'('), Some(open)) => addressed(text, open, close),
            (Some(b'('), None) if is_web(inner) && !before.ends_with('\\') => {
                let inner = beginning(inner);
                let end = inner.find([')', ' ', '\n']).unwrap_or(inner.len());
                Some(BrokenLink { range: close..close + 2 + end, fault: LinkFault::Unopened })
            }
            _ => None,
        });
    }
    found
}

/// Whether the brackets at the bytes `open` and `close` are text.
fn is_text(text: &str, open: usize, close: usize) -> bool {
    let (words, before) = (&text[open + 1..close], text[..open].chars().next_back());
    before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ']' | ')' | '\\' | '[' | '_' | '^'))
        || words.ends_with('\\')
        || words.starts_with('^')
}

/// The broken link with a label after the closing bracket. Its text is in the brackets at the bytes `open` and `close`.
fn labelled(text: &str, open: usize, close: usize) -> Option<BrokenLink> {
    let words = &text[open + 1..close];
    let inner = beginning(&text[close + 2..]);
    let length = inner.find(']').filter(|length| *length < LONGEST && !is_text(text, open, close) && is_label(words))?;
    let label = if length == 0 { words } else { &inner[..length] };
    let is_label = is_label(label) && !label.starts_with(['^', '@', '!']) && !label.contains('[');
    is_label.then(|| BrokenLink { range: open..close + 2 + length + 1, fault: LinkFault::Undefined(label.replace(OBJECT, "…")) })
}

/// The broken link with an address after the closing bracket. Its text is in the brackets at the bytes `open` and `close`.
fn addressed(text: &str, open: usize, close: usize) -> Option<BrokenLink> {
    let words = &text[open + 1..close];
    let inner = beginning(&text[close + 2..]);
    let is_link = !is_text(text, open, close) && (words.is_empty() || is_label(words));
    let in_address = |word: &str| word.contains(['/', '#']) || word.trim_end_matches('.').contains('.');
    match inner.find(')').filter(|_| is_link) {
        Some(length) if length < LONGEST => {
            let address = &inner[..length];
            let is_spaced = address.trim().contains(char::is_whitespace);
            let is_address = address.split_whitespace().any(in_address);
            // A template tag in the address is reported as such.
            if address.contains("{{") || address.contains("{%") {
                return None;
            }
            let fault = if is_spaced { LinkFault::Spaced } else { LinkFault::Unclosed };
            // `[text](two words)` looks like a link. Without a space in the parentheses, there must be an address in them.
            let is_meant = if is_spaced { is_address || !words.is_empty() } else { is_address || is_web(address) };
            is_meant.then(|| BrokenLink { range: open..close + 2 + length + 1, fault })
        }
        None if is_link => {
            let address = inner.split_whitespace().next()?;
            let is_address = is_web(address) || (in_address(address) && address.len() < LONGEST);
            is_address.then(|| BrokenLink { range: open..close + 2 + address.len(), fault: LinkFault::Unclosed })
        }
        _ => None,
    }
}

/// Whether a text begins with an address on the web, or with an object, which may stand for an address that the parser has read as a link.
fn is_web(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://") || text.starts_with(OBJECT)
}

/// All broken links in a text.
fn all(text: &str) -> impl Iterator<Item = BrokenLink> {
    broken_links(text).into_iter().chain(definitions(text)).chain(misplaced(text, "] (", LinkFault::Apart)).chain(misplaced(
        text,
        ")[",
        LinkFault::Swapped,
    ))
}

/// The broken links with `meeting` between text and address: `[text] (https://…)`, `(text)[https://…]`.
fn misplaced(text: &str, meeting: &str, fault: LinkFault) -> Vec<BrokenLink> {
    let (opening, closing) = if fault == LinkFault::Apart { ('[', ')') } else { ('(', ']') };
    let found = text.match_indices(meeting).filter_map(|(at, _)| {
        let open = last_within(text, at, opening).filter(|open| at - open < LONGEST && at - open > 1)?;
        let address = beginning(&text[at + meeting.len()..]);
        let address = &address[..address.find(closing).filter(|length| *length < LONGEST)?];
        // The parser has read a bare address as a link, so there is an object in its place.
        let is_picture = text[..open].ends_with('!') && address.contains(['/', '.']) && !address.contains(' ');
        let is_address = is_picture || address.starts_with("http://") || address.starts_with("https://") || address.chars().eq([OBJECT]);
        let end = at + meeting.len() + address.len() + 1;
        (is_address && !text[open..at].contains('\n')).then(|| BrokenLink { range: open..end, fault: fault.clone() })
    });
    found.collect()
}

/// The first [`LONGEST`] bytes of a text, extended to the next character boundary. A shorter text is returned whole.
fn beginning(text: &str) -> &str {
    &text[..(LONGEST..text.len()).find(|end| text.is_char_boundary(*end)).unwrap_or(text.len())]
}

/// The last place of a character in the [`LONGEST`] bytes before the byte `at`, extended to the previous character boundary.
fn last_within(text: &str, at: usize, sign: char) -> Option<usize> {
    let from = (0..=at.saturating_sub(LONGEST)).rev().find(|from| text.is_char_boundary(*from)).unwrap_or_default();
    text[from..at].rfind(sign).map(|found| from + found)
}

/// Whether a text can be a label: it has a letter, or an object such as code.
fn is_label(text: &str) -> bool {
    text.contains(|c: char| c.is_alphabetic() || c == OBJECT)
}

/// The lines of a paragraph that define a label. A definition cannot interrupt a paragraph (CommonMark, section 4.7).
fn definitions(text: &str) -> Vec<BrokenLink> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').filter_map(|line| {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        let (label, rest) = line.strip_prefix('[')?.split_once("]:")?;
        let address = rest.strip_prefix(' ')?.split_whitespace().next()?;
        // A template tag is reported as such.
        if address.starts_with("{%") || address.starts_with("{{") {
            return None;
        }
        let is_definition = is_label(label) && !label.starts_with('^') && !label.contains(['[', ']']) && label.len() < LONGEST;
        // The parser has read an address in angle brackets, or a bare one, as a link, so there is an object in its place.
        let is_address = address.starts_with(OBJECT) || address.contains(['/', '#', '.']);
        (is_definition && is_address).then(|| BrokenLink { range: start..start + line.len(), fault: LinkFault::InParagraph })
    });
    lines.collect()
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
        assert_eq!(found("![](a b.png) [see](this one)"), ["[](a b.png)", "[see](this one)"]);
        assert_eq!(found("[t](http://a.b and"), ["[t](http://a.b"]);
        assert_eq!(found("![alt](a/b.png"), ["[alt](a/b.png"]);
        assert_eq!(found("t](http://a.b) and"), ["](http://a.b"]);
        assert_eq!(found("[a](http://x.y/(b)"), ["[a](http://x.y/(b)"]);
        assert_eq!(found("See [IEEE 754][] or [a b][]."), ["[IEEE 754][]", "[a b][]"]);
        let defined = definitions("Text.\n[a b]: https://a.b \"T\"\n[^1]: a/b\n[c]: d e\n[d]:x/y\n");
        let misplaced: Vec<BrokenLink> = all("[a] (http://b.c) and (a)[http://b.c], [a] (b) (c)[d]").collect();
        assert_eq!(misplaced.iter().map(|link| link.range.clone()).collect::<Vec<_>>(), [0..16, 21..36]);
        assert!(matches!(&defined[..], [BrokenLink { range: Range { start: 6, end: 28 }, .. }]), "{defined:?}");
    }

    #[test]
    fn other_brackets_are_text() {
        for text in [
            "a[i][j] f[x](y z.a)",
            "\\[a][b] [a\\][b]",
            "[1][2] [a][3]",
            "[x](y)",
            "[a] [b]",
            "[[a]][b.c d]",
            "[^a][b]",
            "int[][] a[][x] [0][] []",
            "[a][^b]",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
