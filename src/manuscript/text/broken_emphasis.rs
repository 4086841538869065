//! Reports asterisks that were meant as emphasis but are text:
//!
//! - `**Note:**text`, because asterisks between a punctuation mark and a letter do not close emphasis (CommonMark, section 6.2)
//! - `**Note` without an end
//! - `** Note **` with white space inside
//! - `***Note**`, whose runs have different lengths
//! - `*Note` without an end
//! - `**` alone in a paragraph, which is not a break between scenes
use std::ops::Range;

use crate::diagnostic::{Diagnostic, codes};
use crate::document::Inline;
use crate::language::{is_hangul, is_unspaced};

use crate::manuscript::dialect::line::Passage;
use crate::manuscript::files::assembled::bytes;
use crate::manuscript::scan::reading::Reading;

use super::sign_runs::{LONGEST, SignRun, asterisks, sign_runs};

/// Reports asterisks in a passage that the parser left as text but that look like emphasis, with or without an end. Returns whether it
/// reported any.
pub(super) fn report(passage: &Passage, reading: &Reading<'_>) -> bool {
    // A search for one byte is much faster than one for two, and few passages have an asterisk.
    if !passage.has(b"*") {
        return false;
    }
    let reports = [report_spaced, report_uneven, report_half_spaced, report_joined];
    // All four functions must run, because each reports a different fault. So this is not `any`, which stops at the first.
    let has_report = reports.into_iter().filter(|report| report(passage, reading)).count() > 0;
    has_report || report_lone(passage, reading)
}

/// Reports the only asterisk of a passage if it stands before a word as the beginning of emphasis does: `the *first word`. In `*nix`, it
/// stands for any letters. Also reports two asterisks that are the whole passage.
fn report_lone(passage: &Passage, reading: &Reading<'_>) -> bool {
    let mut runs = sign_runs(&passage.text).filter(|run| run.sign == '*');
    let (Some(run), None) = (runs.next(), runs.next()) else { return false };
    if run.range.len() == 2 && run.before.trim().is_empty() && run.after.trim().is_empty() {
        let span = reading.at(passage.span(&run.range));
        let diagnostic = Diagnostic::new(codes::BROKEN_EMPHASIS, span, "two asterisks are not a break between scenes").cause("break");
        reading.sink.report(diagnostic.label("printed as typed").hint("write three: `***`; or write a backslash before each of them"));
        return true;
    }
    let opens = run.before.is_empty() || run.before.ends_with(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '«'));
    if run.range.len() > 1 || !opens || !begins_with_long_word(run.after) || run.after.starts_with("nix") {
        return false;
    }
    let span = reading.at(passage.span(&run.range));
    let diagnostic = Diagnostic::new(codes::BROKEN_EMPHASIS, span, "nothing closes this emphasis").cause("lone");
    let hint = "write another asterisk right after its last word, or a backslash before this one";
    reading.sink.report(diagnostic.label("printed as typed").hint(hint));
    true
}

/// Reports emphasis in double asterisks without white space inside: `**Note:**text`. Also reports a beginning without an end: `**Note`.
fn report_joined(passage: &Passage, reading: &Reading<'_>) -> bool {
    let text = &passage.text;
    let mut found = false;
    let mut open: Option<(usize, bool)> = None;
    for run in asterisks(text, 2) {
        let (before, after) = (run.before.chars().next_back(), run.after.chars().next());
        let Range { start: at, end } = run.range;
        let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        if let Some((start, opens_apart)) = open
            && before.is_some_and(|c| !c.is_whitespace())
            && at - start < LONGEST
        {
            open = None;
            // `x**y**z` may be a power in a formula.
            if (opens_apart || is_apart(after)) && text[start..at].contains(char::is_alphabetic) {
                let span = reading.at(passage.span(&(start..end)));
                let diagnostic = Diagnostic::new(codes::BROKEN_EMPHASIS, span, "these asterisks are not read as emphasis").cause("strong");
                let hint = "write a space outside of them, or `<strong>…</strong>`; or a backslash before each of them";
                reading.sink.report(diagnostic.label("printed as typed").hint(hint));
                found = true;
            }
        } else if after.is_some_and(|c| !c.is_whitespace()) {
            open = Some((at, is_apart(before)));
        }
    }
    if let Some((at, true)) = open
        && text[at + "**".len()..].starts_with(char::is_alphabetic)
    {
        let span = reading.at(passage.span(&(at..at + "**".len())));
        let diagnostic = Diagnostic::new(codes::BROKEN_EMPHASIS, span, "nothing closes this emphasis").cause("unclosed");
        let hint = "write `**` right after its last word, or a backslash before each asterisk";
        reading.sink.report(diagnostic.label("printed as typed").hint(hint));
        found = true;
    }
    found
}

/// Reports the first emphasis in double asterisks with white space inside at both ends: `** Note **`. A formula such as `2 ** x ** 3` has
/// at most one word between the asterisks, and other text before them on the line.
fn report_spaced(passage: &Passage, reading: &Reading<'_>) -> bool {
    let text = &passage.text;
    let mut open: Option<usize> = None;
    for SignRun { range, before, after, .. } in asterisks(text, 2) {
        let at = range.start;
        match open {
            Some(start) if before.ends_with(' ') && at - start < LONGEST && !text[start..at].contains('\n') => {
                open = None;
                let words = text[start + range.len()..at].split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
                let begins_line = text[..start].is_empty() || text[..start].ends_with('\n');
                if words > 1 || (words == 1 && begins_line) {
                    let span = reading.at(passage.span(&(start..range.end)));
                    let diagnostic =
                        Diagnostic::new(codes::BROKEN_EMPHASIS, span, "these asterisks are not read as emphasis").cause("spaced");
                    reading.sink.report(diagnostic.label("printed as typed").hint("remove the white space inside them"));
                    return true;
                }
            }
            _ => open = after.starts_with(' ').then_some(at),
        }
    }
    false
}

/// Reports the first asterisks that the parser left as text although it read others of the same run as emphasis: `***Note**`, `*Note**`.
fn report_uneven(passage: &Passage, reading: &Reading<'_>) -> bool {
    let text = &passage.text;
    let source = reading.text().as_bytes();
    let is_asterisk = |at: Option<usize>| at.and_then(|at| source.get(at)) == Some(&b'*');
    let mut from = 0;
    while let Some(at) = text[from..].find('*').map(|found| from + found) {
        from = at + text[at..].bytes().take_while(|byte| *byte == b'*').count();
        let (first, last) = (passage.place(at), passage.place(from - 1));
        if !text[..at].ends_with('\\') && (is_asterisk(first.checked_sub(1)) || is_asterisk(last.checked_add(1))) {
            let span = reading.at(passage.span(&(at..from)));
            let diagnostic = Diagnostic::new(codes::BROKEN_EMPHASIS, span, "these asterisks have no partner").cause("uneven");
            let hint = "write as many asterisks at the end of the emphasis as at its beginning, or a backslash before each of these";
            reading.sink.report(diagnostic.label("printed as typed").hint(hint));
            return true;
        }
    }
    false
}

/// Reports emphasis that begins and ends within a word and contains white space. The parser reads `5*3 and 4*2` as emphasis, so the
/// asterisks are not printed.
pub(super) fn report_within_words(inlines: &[Inline], reading: &Reading<'_>) {
    let text = reading.text();
    for inline in inlines {
        let Some(inner) = inline.kind.inner() else { continue };
        let range = bytes(inline.node.span);
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c) && !is_hangul(c));
        let (before, after) = (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
        let written = text.get(range).unwrap_or_default();
        let is_within = is_word(before.chars().next_back()) && is_word(after.chars().next());
        if written.starts_with('*') && is_within && written.contains(char::is_whitespace) {
            let diagnostic = Diagnostic::new(codes::BROKEN_EMPHASIS, reading.at(inline.node.span), "this is read as emphasis");
            let diagnostic = diagnostic.cause("within").label("the asterisks are not printed");
            reading.sink.report(diagnostic.hint("if they are signs of multiplication, write a backslash before each of them"));
        }
        report_within_words(inner, reading);
    }
}

/// Reports emphasis with white space before its second asterisk: `*Two words *`. A multiplication sign stands between numbers or single
/// letters.
fn report_half_spaced(passage: &Passage, reading: &Reading<'_>) -> bool {
    let text = &passage.text;
    let mut open: Option<usize> = None;
    for SignRun { range, before, after, .. } in asterisks(text, 1) {
        let at = range.start;
        match open {
            Some(start) if before.ends_with(' ') && at - start < LONGEST && !text[start..at].contains('\n') => {
                open = None;
                let words = || text[start + range.len()..at].split_whitespace();
                let is_word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
                let follows = after.is_empty()
                    || after.starts_with(['.', ',', ';', ':', ')', '\n'])
                    || after.strip_prefix(' ').is_some_and(begins_with_long_word);
                if words().count() > 1 && words().next_back().is_some_and(is_word) && follows {
                    let span = reading.at(passage.span(&(start..range.end)));
                    let diagnostic =
                        Diagnostic::new(codes::BROKEN_EMPHASIS, span, "these asterisks are not read as emphasis").cause("half");
                    reading.sink.report(diagnostic.label("printed as typed").hint("remove the white space before the second one"));
                    return true;
                }
            }
            _ if after.starts_with(|c: char| !c.is_whitespace()) && !before.ends_with(|c: char| c.is_alphanumeric()) => open = Some(at),
            _ => {}
        }
    }
    false
}

/// Whether a text begins with a word of two letters or more.
fn begins_with_long_word(text: &str) -> bool {
    text.chars().take_while(|c| c.is_alphabetic()).count() > 1
}
