//! Which lines are prose, and the comments that mark what is doubtful in it.
use std::ops::Range;

use super::paragraphs::end;
use super::{LineEdit, NumberedLine, Repair, Rule};

/// The words that a comment of the importer begins with.
const OPENING: &str = "<!-- check: ";

/// The paragraphs of prose: lines between empty ones, without code, tables and HTML.
pub(super) fn paragraphs(lines: &[NumberedLine]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut is_after_blank = true;
    for (at, line) in lines.iter().enumerate() {
        let text = &line.text;
        let is_indented = text.starts_with("    ") || text.starts_with('\t');
        let is_markup = text.starts_with('<') && !text.starts_with("<!--");
        let is_row = text.trim_start().starts_with('|') && text.trim_end().len() > 1 && text.trim_end().ends_with('|');
        if text.trim().is_empty() || line.is_code() || is_row || is_markup || (is_indented && is_after_blank) {
            is_after_blank = text.trim().is_empty() || (is_indented && is_after_blank);
            continue;
        }
        match out.last_mut().filter(|last| last.end == at && !is_after_blank) {
            Some(last) => last.end = at + 1,
            None => out.push(at..at + 1),
        }
        is_after_blank = false;
    }
    out
}

/// The parts of a line that are not prose: code, comments and tags, targets of links, and addresses.
pub(super) fn fixed_ranges(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match c {
            '`' => {
                let fence = &rest[..rest.len() - rest.trim_start_matches('`').len()];
                rest[fence.len()..].find(fence).map(|end| end + 2 * fence.len())
            }
            '<' if rest.starts_with("<!--") => rest.find("-->").map(|end| end + 3),
            '<' if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => rest.find('>').map(|end| end + 1),
            ']' if rest.starts_with("](") => rest.find(')').map(|end| end + 1),
            'h' | 'w' if ["http://", "https://", "www."].iter().any(|start| rest.starts_with(start)) => {
                Some(rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"')).unwrap_or(rest.len()))
            }
            _ => None,
        };
        if let Some(length) = length {
            out.push(at..at + length);
        }
        at += length.unwrap_or(c.len_utf8());
    }
    out
}

/// A text without its HTML comments.
pub(super) fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

/// Whether lines have a comment of the importer with these words.
pub(super) fn has_comment(lines: &[NumberedLine], words: &str) -> bool {
    let wanted = format!("{OPENING}{words}");
    lines.iter().any(|line| line.text.contains(&wanted))
}

/// Adds a comment to the end of a line.
pub(super) fn comment(repair: &mut Repair, at: usize, rule: Rule, words: &str) {
    let line = &mut repair.lines[at];
    let before = end(&line.text);
    let with = format!(" {OPENING}{words} -->");
    let length = line.text.len();
    line.text.push_str(&with);
    line.edits.push(LineEdit { range: length..length, with, is_comment: true });
    let number = line.number;
    repair.note(number, rule, &before, &format!("{before} {OPENING}{words} -->"));
}
