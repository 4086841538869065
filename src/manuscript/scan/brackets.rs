//! Finds inline notes, and the calls of notes in the text of links.
//!
//! The Markdown parser takes the call in `[a book[^1]](https://example.org)` for the innermost link, and what is around it for text. So
//! such calls are replaced before it reads the text.
use std::ops::Range;

use crate::manuscript::scan::formulas::FoundFormula;
use crate::manuscript::scan::plain_bytes::{PlainByte, PlainBytes};

/// A pair of brackets.
struct BracketPair {
    /// The byte of the first bracket.
    open: usize,
    /// The byte of the last bracket.
    close: usize,
    /// Whether `^` stands before it, so that it holds an inline note.
    is_note: bool,
}

/// The brackets of a text.
struct BracketPairs {
    /// The pairs, in the order of their ends.
    pairs: Vec<BracketPair>,
    /// The bytes of each `^[` that nothing closes.
    unclosed: Vec<Range<usize>>,
}

/// The brackets in running text. Escapes, code spans, comments and formulas are skipped.
fn brackets(text: &str, range: Range<usize>, formulas: &[FoundFormula]) -> BracketPairs {
    let bytes = &text.as_bytes()[..range.end];
    let mut found = Vec::new();
    // The brackets that are open, and whether each opens a note.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut comments = true;
    let mut steps = PlainBytes::of(text, range.clone(), formulas);
    while let Some(step) = steps.next() {
        match step {
            PlainByte::Byte(b'<', at) if comments && bytes[at..].starts_with(b"<!--") => match text[at..range.end].find("-->") {
                Some(end) => steps.skip_to(at + end + "-->".len()),
                // No later comment is closed either.
                None => comments = false,
            },
            PlainByte::Byte(b'^', at) if bytes.get(at + 1) == Some(&b'[') => {
                open.push((at + 1, true));
                steps.skip_to(at + 2);
            }
            PlainByte::Byte(b'[', at) => open.push((at, false)),
            PlainByte::Byte(b']', at) => found.extend(open.pop().map(|(open, is_note)| BracketPair { open, close: at, is_note })),
            PlainByte::Byte(..) | PlainByte::Code(_) => {}
        }
    }
    let unclosed = open.into_iter().filter(|(_, is_note)| *is_note).map(|(open, _)| open - 1..open + 1).collect();
    BracketPairs { pairs: found, unclosed }
}

/// The inline notes of a text.
#[derive(Default)]
pub(crate) struct InlineNotes {
    /// The outermost `^[…]` with balanced brackets.
    pub(crate) found: Vec<Range<usize>>,
    /// The bytes of each `^[` that nothing closes.
    pub(crate) unclosed: Vec<Range<usize>>,
    /// Each `^[ ]` without a text.
    pub(crate) empty: Vec<Range<usize>>,
}

/// The inline notes in running text, except those in code, in comments and in formulas.
pub(crate) fn inline_notes(text: &str, range: Range<usize>, formulas: &[FoundFormula]) -> InlineNotes {
    let BracketPairs { pairs, unclosed } = brackets(text, range, formulas);
    let mut notes = InlineNotes { unclosed, ..InlineNotes::default() };
    for BracketPair { open, close, .. } in pairs.into_iter().filter(|pair| pair.is_note) {
        if text[open + 1..close].trim().is_empty() {
            notes.empty.push(open - 1..close + 1);
            continue;
        }
        while notes.found.last().is_some_and(|last| last.start > open) {
            notes.found.pop();
        }
        notes.found.push(open - 1..close + 1);
    }
    notes
}

/// The texts of links and pictures in running text, without their brackets: `[…](` and `[…][`. Whether a destination follows is left to
/// the parser.
pub(crate) fn link_texts(text: &str, range: Range<usize>, formulas: &[FoundFormula]) -> Vec<Range<usize>> {
    let end = range.end;
    let is_link = |pair: &BracketPair| {
        let after = &text[pair.close + 1..end];
        !pair.is_note
            && !text[pair.open + 1..].starts_with('^')
            && (after.starts_with('(') || (after.starts_with('[') && !after.starts_with("[^")))
    };
    brackets(text, range, formulas).pairs.into_iter().filter(is_link).map(|pair| pair.open + 1..pair.close).collect()
}

/// The calls `[^label]` in the text of a link.
pub(crate) fn calls(text: &str, link: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = link.start;
    while let Some(start) = text[at..link.end].find("[^").map(|found| at + found) {
        at = start + 2;
        let Some(end) = text[at..link.end].find([']', '[', '\n']).map(|end| at + end) else { break };
        let is_call = text.as_bytes()[end] == b']' && end > at && !text[at..end].contains(char::is_whitespace);
        if is_call && !text[..start].ends_with(['\\', '^']) {
            found.push(start..end + 1);
        }
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let links = link_texts(text, 0..text.len(), &[]);
        links.iter().flat_map(|link| calls(text, link)).map(|call| &text[call]).collect()
    }

    #[test]
    fn inline_notes_are_closed_or_not() {
        let notes = |text: &str| {
            let InlineNotes { found, unclosed, empty } = inline_notes(text, 0..text.len(), &[]);
            [found.len(), unclosed.len(), empty.len()]
        };
        assert_eq!(notes("a^[one] b^[two [three] four]"), [2, 0, 0]);
        assert_eq!(notes("a^[one b^[two]"), [1, 1, 0]);
        assert_eq!(notes("a^[one [two] and ^[ ] \\^[x"), [0, 1, 1]);
        assert_eq!(notes("`^[` <!-- ^[ --> ^"), [0, 0, 0]);
        assert_eq!(notes("<!-- ^[x]"), [1, 0, 0]);
    }

    #[test]
    fn calls_in_link_texts_are_found() {
        assert_eq!(found("a [link[^1]](u) and [more[^a-b] text][ref]"), ["[^1]", "[^a-b]"]);
        assert_eq!(found("![alt[^1]](u)"), ["[^1]"]);
        assert_eq!(found("[a][^1] and [b] (c)[^2]"), Vec::<&str>::new());
        assert_eq!(found("`[link[^1]](u)` \\[x[^2]](u) [y \\[^3]](u)"), Vec::<&str>::new());
        assert_eq!(found("^[a note with [^1]](x)"), Vec::<&str>::new());
        assert_eq!(found("[a[^]](u) [b[^c d]](u) [c[^"), Vec::<&str>::new());
    }
}
