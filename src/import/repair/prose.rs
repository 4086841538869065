//! Which lines are prose, and the comments that mark what is doubtful in it.
use std::ops::Range;

use super::paragraphs::end;
use super::{NumberedLine, Repair, Rule};

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
        if text.trim().is_empty() || line.is_code || is_row || is_markup || (is_indented && is_after_blank) {
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
    line.text.push_str(&format!(" {OPENING}{words} -->"));
    let number = line.number;
    repair.note(number, rule, &before, &format!("{before} {OPENING}{words} -->"));
}
