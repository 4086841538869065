//! Reports lines that were meant as items of a list: `-rope` and `*[rope](rope.md)` without a space after the sign, `•` in place of the
//! sign, and items that continue a paragraph, for example because of their indentation.
use crate::diagnostic::{Diagnostic, codes};

use crate::manuscript::dialect::line::{Object, Passage};
use crate::manuscript::scan::reading::Reading;

/// The beginning of a line that looks like an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A sign of Markdown. In a line of a paragraph, a letter directly follows it.
    Unspaced(char),
    /// A number with a point or a parenthesis. In a line of a paragraph, a letter directly follows it.
    Number,
    /// A sign of Markdown and a space. The line is part of a paragraph because it is indented by four columns or more.
    Indented(char),
    /// A number with a point or a parenthesis, and a space. The line is part of a paragraph because it is indented by four columns or more,
    /// or because a list that does not begin with 1 cannot interrupt a paragraph (CommonMark, section 5.2).
    IndentedNumber,
    /// A bullet that is not a sign of Markdown.
    Bullet,
}

impl Sign {
    fn of(line: &str) -> Option<Self> {
        let first = line.chars().next()?;
        let rest = &line[first.len_utf8()..];
        match first {
            '-' | '+' | '*' if rest.starts_with(char::is_alphabetic) => Some(Self::Unspaced(first)),
            '-' | '+' | '*' => rest.strip_prefix(' ')?.starts_with(char::is_alphabetic).then_some(Self::Indented(first)),
            '•' | '‣' | '◦' | '▪' | '●' | '■' | '·' | '①'..='⑳' => (!rest.trim().is_empty()).then_some(Self::Bullet),
            '0'..='9' => {
                let rest = line.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(['.', ')'])?;
                if rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
                    return Some(Self::IndentedNumber);
                }
                rest.starts_with(char::is_alphabetic).then_some(Self::Number)
            }
            _ => None,
        }
    }
}

/// Reports the first line of a passage that looks like an item, if the line before it begins with a sign of the same kind, or if the
/// passage is the text of an item with such a sign. A sign on a single line may be text. Also reports malformed boxes of tasks.
pub(super) fn report(passage: &Passage, reading: &Reading<'_>) {
    if passage.text.starts_with('[') {
        report_task(passage, reading);
    }
    if report_first(passage, reading) || !passage.has(b"\n") {
        return;
    }
    let mut at = 0;
    let item = around(passage, reading);
    let mut previous = None;
    for line in passage.text.split_inclusive('\n') {
        let sign = Sign::of(line);
        if let Some(sign) = sign.filter(|_| sign == previous || (at > 0 && sign == item)) {
            let span = reading.at(passage.span(&(at..at + line.trim_end().len())));
            let hint = match sign {
                Sign::Unspaced(sign) => format!("write a space after each `{sign}`, or a backslash before it"),
                Sign::Number => "write a space after the point of each number, or a backslash before the point".to_owned(),
                Sign::Indented(_) | Sign::IndentedNumber => {
                    "write an empty line before the first item, and indent the items like the text before them".to_owned()
                }
                Sign::Bullet => "write `-` in place of each bullet, or an empty line between the lines".to_owned(),
            };
            let diagnostic = Diagnostic::new(codes::BROKEN_LIST, span, "this line is not an item of a list").cause("item");
            return reading.sink.report(diagnostic.label("joined with the line before it").hint(hint));
        }
        at += line.len();
        previous = sign;
    }
}

/// Reports the first line of a paragraph if it begins with a hyphen and a word (`-Rope`), with a hyphen and a number with a point
/// (`-1. Rope`), or with a sign of a list and a link (`*[rope](rope.md)`). Returns whether it reported the line.
fn report_first(passage: &Passage, reading: &Reading<'_>) -> bool {
    let text = &passage.text;
    let Some(sign) = text.chars().next().filter(|sign| matches!(sign, '-' | '*' | '+')) else { return false };
    let rest = &text[1..];
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_number = digits > 0 && rest[digits..].starts_with(['.', ')']) && rest[digits + 1..].starts_with(' ');
    let is_word = rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '“' | '«')) || is_number;
    let is_link = passage.object_at(1) == Some(Object::Link);
    let is_item = if sign == '-' { is_word || is_link } else { is_link };
    let begins_line = reading.text().get(..passage.place(0)).is_some_and(|before| {
        let line = before.rsplit('\n').next().unwrap_or_default();
        line.chars().all(|c| matches!(c, '>' | ' ' | '\t'))
    });
    if !is_item || !begins_line {
        return false;
    }
    let end = text.find('\n').unwrap_or(text.len());
    let span = reading.at(passage.span(&(0..text[..end].trim_end().len())));
    let diagnostic = Diagnostic::new(codes::BROKEN_LIST, span, "this line is not an item of a list").cause("first");
    let hint = format!("write a space after the `{sign}`; or a dash, or a backslash before it, if it is part of the text");
    reading.sink.report(diagnostic.label("printed as a paragraph").hint(hint));
    true
}

/// Reports a malformed box of a task at the beginning of an item: `[]`, or `[x]` without a space after it.
fn report_task(passage: &Passage, reading: &Reading<'_>) {
    let boxes = ["[]", "[ ]", "[x]", "[X]"];
    let Some((sign, rest)) = boxes.iter().find_map(|sign| Some((*sign, passage.text.strip_prefix(sign)?))) else { return };
    let is_wrong = if sign == "[]" { rest.starts_with(' ') } else { rest.starts_with(char::is_alphabetic) };
    if is_wrong && around(passage, reading).is_some() {
        let span = reading.at(passage.span(&(0..sign.len())));
        let diagnostic = Diagnostic::new(codes::BROKEN_LIST, span, "this is not the box of a task").cause("task");
        reading.sink.report(diagnostic.label("printed as typed").hint("write `[ ]` or `[x]`, and a space after it"));
    }
}

/// The sign of the item whose text begins with the passage. `None` if the passage is not at the beginning of an item.
fn around(passage: &Passage, reading: &Reading<'_>) -> Option<Sign> {
    let before = reading.text().get(..passage.place(0))?;
    let line = before.rsplit('\n').next().unwrap_or_default().trim_matches(['>', ' ', '\t']);
    match line.as_bytes() {
        [sign @ (b'-' | b'+' | b'*')] => Some(Sign::Unspaced(char::from(*sign))),
        [b'0'..=b'9', .., b'.' | b')'] if line[..line.len() - 1].bytes().all(|byte| byte.is_ascii_digit()) => Some(Sign::Number),
        _ => None,
    }
}
