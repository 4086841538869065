//! Comments of Obsidian: `%% … %%`. They are left out, like comments of HTML.
use std::ops::Range;

use crate::manuscript::scan::formulas::FoundFormula;
use crate::manuscript::scan::plain_bytes::{PlainByte, PlainBytes};
use crate::manuscript::syntax::lines::{CodeFence, Line, list_markers};

/// The sign at both ends.
const SIGN: &str = "%%";

/// The comments that begin with a line and end with a later one. They are left out with all their lines.
#[derive(Debug, Default)]
pub(super) struct PercentComments {
    /// The bytes of the lines of each comment, in order.
    ranges: Vec<Range<usize>>,
}

impl PercentComments {
    /// Finds the comments of a text. Each begins with the sign at the beginning of a line, and ends with the next sign, which is at the end
    /// of another line.
    pub(super) fn of(text: &str) -> Self {
        let mut comments = Self::default();
        if !text.contains(SIGN) {
            return comments;
        }
        let lines = Line::all(text);
        let mut code: Option<(CodeFence, usize)> = None;
        // The line that a comment begins with, if one is open.
        let mut open: Option<&Line> = None;
        for line in &lines {
            let own = line.text(text);
            if let Some((fence, quotes)) = code {
                if fence.closed_by(own).is_some() || line.prefix.quotes < quotes {
                    code = None;
                }
                continue;
            }
            if let Some(fence) = CodeFence::opening(&own[list_markers(own)..]) {
                code = Some((fence, line.prefix.quotes));
                continue;
            }
            if let Some(first) = open {
                if own.contains(SIGN) || line.prefix.quotes != first.prefix.quotes {
                    if is_end(own) && line.prefix.quotes == first.prefix.quotes {
                        comments.ranges.push(first.range.start..line.next);
                    }
                    open = (!is_end(own) && begins(line, text)).then_some(line);
                }
                continue;
            }
            if begins(line, text) {
                open = Some(line);
            }
        }
        comments
    }

    /// Whether the line that begins at a byte belongs to a comment.
    pub(super) fn contains(&self, start: usize) -> bool {
        let before = self.ranges.partition_point(|range| range.start <= start);
        before > 0 && self.ranges[before - 1].end > start
    }
}

/// Whether a line begins a comment that does not end on it.
fn begins(line: &Line, text: &str) -> bool {
    let rest = line.text(text).strip_prefix(SIGN);
    line.prefix.columns < 4 && rest.is_some_and(|rest| !rest.starts_with('%') && !rest.contains(SIGN))
}

/// Whether a line ends a comment.
fn is_end(line: &str) -> bool {
    let before = line.trim_end().strip_suffix(SIGN);
    before.is_some_and(|before| !before.contains(SIGN) && !before.ends_with(|c: char| c == '%' || c == '\\' || c.is_ascii_digit()))
}

/// The comments within a stretch of running text, with the white space that belongs to them. Code and formulas are skipped. `in_words` is
/// whether a comment may stand right beside a letter.
pub(super) fn percent_comments(text: &str, range: Range<usize>, formulas: &[FoundFormula], in_words: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut steps = PlainBytes::of(text, range.clone(), formulas);
    while let Some(step) = steps.next() {
        let PlainByte::Byte(b'%', at) = step else { continue };
        let run = text[at..range.end].bytes().take_while(|byte| *byte == b'%').count();
        let before = text[range.start..at].chars().next_back();
        let after = text[at + run..range.end].chars().next();
        let is_word = |c: Option<char>| !in_words && c.is_some_and(char::is_alphanumeric);
        match open {
            Some(start) if run == 2 && !is_word(after) && (in_words || !before.is_some_and(|c| c.is_ascii_digit())) => {
                found.push(with_white(text, start..at + run, &range));
                open = None;
            }
            _ if run == 2 && !is_word(before) => open = Some(at),
            _ => {}
        }
        steps.skip_to(at + run);
    }
    found
}

/// A comment with its white space: all of its lines if nothing else stands on them, otherwise the spaces before it at the end of a line, or
/// else after it.
fn with_white(text: &str, comment: Range<usize>, all: &Range<usize>) -> Range<usize> {
    let before = &text[all.start..comment.start];
    // A line may have a hundred thousand comments, so it is read only as far as there is white.
    let kept = before.trim_end_matches([' ', '\t', '>']).len();
    let is_first = kept == 0 || before[..kept].ends_with('\n');
    let line = &before[kept..];
    let after = &text[comment.end..all.end];
    let words = after.trim_start_matches(|c: char| c != '\n' && c.is_whitespace());
    let is_last = words.is_empty() || words.starts_with('\n');
    let rest = &after[..after.len() - words.len()];
    let spaces = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
    match (is_first, is_last) {
        (true, true) => comment.start - line.len()..comment.end + after.len().min(rest.len() + 1),
        (false, true) => comment.start - (before.len() - before.trim_end_matches([' ', '\t']).len())..comment.end,
        (true, false) => comment.start..comment.end + spaces(rest),
        (false, false) if before.ends_with([' ', '\t']) => comment.start..comment.end + spaces(rest),
        (false, false) => comment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text without its comments.
    fn without(text: &str) -> String {
        let comments = PercentComments::of(text);
        let mut kept = String::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if !comments.contains(at) {
                kept.push_str(line);
            }
            at += line.len();
        }
        let mut out = String::new();
        let mut from = 0;
        for range in percent_comments(&kept, 0..kept.len(), &[], false) {
            out.push_str(&kept[from..range.start]);
            from = range.end;
        }
        out + &kept[from..]
    }

    #[test]
    fn comments_are_left_out_with_their_white_space() {
        for (text, expected) in [
            ("a %%b%% c\n", "a c\n"),
            ("a%%b%% c\n", "a%%b%% c\n"),
            ("a %%b%%\nc\n", "a\nc\n"),
            ("a\n%% b %%\nc\n", "a\nc\n"),
            ("> a\n> %% b\n> c %%\n> d\n", "> a\n> d\n"),
            ("%%\na\n\nb\n%%\nc\n", "c\n"),
            ("%% a\n\nb %%\nc\n", "c\n"),
            ("(%%a%%)\n", "()\n"),
        ] {
            assert_eq!(without(text), expected, "{text}");
        }
    }

    #[test]
    fn comments_may_be_numbers_between_words() {
        let text = "| a | %%2%%TODO | word%%1%%word |\n";
        assert_eq!(percent_comments(text, 0..text.len(), &[], true).len(), 2);
    }

    #[test]
    fn percent_signs_stay() {
        for text in [
            "100%% and 50%% more\n",
            "5 % of 10 %\n",
            "%%% a %%%\n",
            "`%%a%%` \\%%a%%\n",
            "%% half closed\n\nmore\n",
            "```\n%%\na\n%%\n```\n",
            "%%\na\n\nb 50%%\n\nc\n",
            "%% a\n\n```\n%%\n```\n",
        ] {
            assert_eq!(without(text), text);
        }
    }
}
