//! The notes of texts that Word or LibreOffice wrote as a web page: a call `[[1\]](#_ftn1)` in the text, and a paragraph
//! `[[1\]](#_ftnref1) The words.` at its end. They become the notes of Markdown.
use std::collections::BTreeSet;
use std::ops::Range;

use crate::manuscript::files::assembled::Assembled;

/// The beginnings of the names of notes: footnotes and endnotes of Word, footnotes and endnotes of LibreOffice.
const NAMES: [&str; 4] = ["_ftn", "_edn", "sdfootnote", "sdendnote"];

/// A link to a note, or from a note back to its call.
struct NoteLink {
    range: Range<usize>,
    /// The name of the note: `_ftn1`.
    name: String,
    /// Whether it leads back to the call.
    is_back: bool,
}

/// The text with its notes rewritten. `None` if it has none. Only notes that have both a call and a text are rewritten.
pub(super) fn translated(source: &Assembled) -> Option<Assembled> {
    let text = source.text.as_str();
    if !NAMES.iter().any(|name| text.contains(&format!("](#{name}"))) {
        return None;
    }
    let links = note_links(text);
    let is_definition =
        |link: &NoteLink| link.is_back && text[..link.range.start].rsplit('\n').next().is_some_and(|line| line.trim().is_empty());
    let called: BTreeSet<&str> = links.iter().filter(|link| !link.is_back).map(|link| link.name.as_str()).collect();
    let defined: BTreeSet<&str> = links.iter().filter(|link| is_definition(link)).map(|link| link.name.as_str()).collect();
    let mut out = Assembled::default();
    let mut at = 0;
    for link in &links {
        if !(called.contains(link.name.as_str()) && defined.contains(link.name.as_str())) || (link.is_back && !is_definition(link)) {
            continue;
        }
        out.copy(source, at..link.range.start);
        let colon = if link.is_back { ":" } else { "" };
        out.insert(&format!("[^{}]{colon}", link.name.trim_start_matches('_')), source.span(link.range.clone()));
        at = link.range.end;
    }
    if at == 0 {
        return None;
    }
    out.copy(source, at..text.len());
    Some(out)
}

/// The links of a text to notes and back.
fn note_links(text: &str) -> Vec<NoteLink> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(middle) = text[at..].find("](#").map(|middle| at + middle) {
        at = middle + "](#".len();
        let Some(close) = text[at..].find(')').map(|close| at + close) else { break };
        let target = &text[at..close];
        let Some(stem) = NAMES.iter().find(|name| target.starts_with(**name)) else { continue };
        let rest = &target[stem.len()..];
        let (rest, is_back) = match (rest.strip_prefix("ref"), rest.strip_suffix("anc")) {
            (Some(rest), _) | (None, Some(rest)) => (rest, true),
            (None, None) => (rest.strip_suffix("sym").unwrap_or(rest), false),
        };
        if rest.is_empty() || !rest.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            continue;
        }
        let Some(open) = opening(&text[..middle]) else { continue };
        let name = format!("{stem}{rest}");
        found.push(NoteLink { range: open..close + 1, name, is_back });
        at = close + 1;
    }
    found
}

/// The bracket that opens the words of a link, which end at the end of a text. The words are a number, or another sign, in brackets or not.
fn opening(before: &str) -> Option<usize> {
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let words = &before[line..];
    let mut depth = 0usize;
    for (at, c) in words.char_indices().rev().take(16) {
        match c {
            ']' => depth += 1,
            // The inner brackets are those that the reader sees. The last of them is often escaped.
            '[' if depth == 0 && words[..at].ends_with('[') => return Some(line + at - 1),
            '[' if depth == 0 => return Some(line + at),
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn notes_of_word_are_notes() {
        let becomes = |text: &str| translated(&Assembled::whole(FileId(0), text, 0)).map(|out| out.text);
        let text = "One.[[1\\]](#_ftn1) Two[2](#_ftn2) and [[3]](#_ftn3).\n\n[[1\\]](#_ftnref1) First, see [[2\\]](#_ftn2).\n\n[2](#_ftnref2) Second.\n";
        let wanted = "One.[^ftn1] Two[^ftn2] and [[3]](#_ftn3).\n\n[^ftn1]: First, see [^ftn2].\n\n[^ftn2]: Second.\n";
        assert_eq!(becomes(text).as_deref(), Some(wanted));
        assert_eq!(becomes("A[1](#sdfootnote1sym)\n\n[1](#sdfootnote1anc) B\n").as_deref(), Some("A[^sdfootnote1]\n\n[^sdfootnote1]: B\n"));
        for text in ["[[1]](#_ftn1)", "[the sea](#_ftn1) é ](#_ftnref1)", "[[1\\]](#_ftnref1) Text.", "[](#_ftn)"] {
            assert_eq!(becomes(text), None, "{text}");
        }
    }
}
