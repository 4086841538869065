//! Rewrites the attribute lists of kramdown (`{: .class #id}`) as chapbook's own.
use std::ops::Range;

use super::braces::is_kramdown;
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::syntax::verbatim::VerbatimLines;

/// The text with its attribute lists rewritten. `None` if it has none.
pub(super) fn translated(source: &Assembled) -> Option<Assembled> {
    if !source.text.contains("{:") {
        return None;
    }
    let mut out = Assembled::default();
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut in_comment = false;
    let mut verbatim = VerbatimLines::default();
    let last_end = last_comment_end(&source.text);
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let words = line.trim();
        if in_comment {
            in_comment = !is_comment(words, "{:/");
            continue;
        }
        let continues = verbatim.continues(line);
        if !continues && is_comment(words, "{::comment") && last_end.is_some_and(|last| last >= at) {
            in_comment = true;
            continue;
        }
        if continues || words.is_empty() || verbatim.opens(line) {
            paragraph(source, &lines, &mut out);
            lines.clear();
            out.copy(source, range);
            continue;
        }
        lines.push(range);
    }
    paragraph(source, &lines, &mut out);
    Some(out)
}

/// Whether a line is only the beginning of a comment (`opening` is `{::comment`) or only its end (`opening` is `{:/`).
fn is_comment(line: &str, opening: &str) -> bool {
    line.strip_prefix(opening).and_then(|rest| rest.strip_suffix('}')).is_some_and(|rest| matches!(rest, "" | "comment"))
}

/// The byte at which the last line that ends a comment begins. A comment that is never closed is text.
fn last_comment_end(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut last = None;
    for line in text.split_inclusive('\n') {
        if is_comment(line.trim(), "{:/") {
            last = Some(at);
        }
        at += line.len();
    }
    last
}

/// The attributes of a line that is a list of attributes and nothing else.
fn list(line: &str) -> Option<&str> {
    let inner = line.trim().strip_prefix("{:")?.strip_suffix('}')?;
    (is_kramdown(inner) && !inner.starts_with([':', '/']) && !inner.contains('}')).then(|| inner.trim())
}

/// Writes a block of lines without empty lines between them. Attribute lists are rewritten for the place where chapbook expects them.
fn paragraph(source: &Assembled, mut lines: &[Range<usize>], out: &mut Assembled) {
    let text = |range: &Range<usize>| &source.text[range.clone()];
    // An attribute list after a heading belongs to the heading.
    while let Some(first) = lines.first().filter(|first| text(first).starts_with('#')) {
        match lines.get(1).and_then(|second| list(text(second))) {
            Some(attributes) => {
                // The closing `#` signs are dropped. The parser would read them as text, because attributes follow them.
                let title = text(first).trim_end();
                let words = title.strip_suffix('#').map_or(title, |title| title.trim_end_matches('#').trim_end()).len();
                inline(source, first.start..first.start + words, out);
                out.insert(&format!(" {{{attributes}}}\n"), source.span(lines[1].clone()));
                lines = &lines[2..];
            }
            None => {
                inline(source, first.clone(), out);
                lines = &lines[1..];
            }
        }
    }
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    let span = source.span(last.clone());
    let Some(attributes) = list(text(last)).filter(|_| lines.len() > 1 && text(last).starts_with('{')) else {
        return inline(source, first.start..last.end, out);
    };
    let marker = text(first).trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_start_matches(['*', '-', '+']);
    if matches!(attributes, "toc" | "no_toc") {
        // kramdown replaces this list of one item by a table of contents. Nothing is written for it.
        if lines.len() == 2 && marker.len() < text(first).len() {
            return;
        }
        return inline(source, first.start..last.end, out);
    }
    let is_underlined = lines.get(1).is_some_and(|second| {
        let line = text(second).trim();
        line.bytes().all(|byte| byte == b'=') || line.bytes().all(|byte| byte == b'-')
    });
    if is_underlined || text(first).starts_with('<') {
        return inline(source, first.start..last.end, out);
    }
    if lines.len() == 2 && text(first).starts_with("![") && text(first).trim_end().ends_with(')') {
        inline(source, first.start..first.start + text(first).trim_end().len(), out);
        return out.insert(&format!("{{{attributes}}}\n"), span);
    }
    out.insert(&format!("::: {{{attributes}}}\n"), span);
    inline(source, first.start..last.start, out);
    out.insert("\n:::\n", span);
}

/// Writes a range. Attribute lists that follow a word or a link lose their colon: `*x*{: .class}` becomes `*x*{ .class}`.
fn inline(source: &Assembled, range: Range<usize>, out: &mut Assembled) {
    let text = &source.text[range.clone()];
    let mut from = 0;
    for (at, _) in text.match_indices("{:") {
        let Some(end) = text[at..].find(['}', '\n']).map(|end| at + end).filter(|end| text.as_bytes()[*end] == b'}') else { continue };
        let inner = &text[at + 2..end];
        let touches = at > from && text[..at].ends_with([')', '*', '_', '`', ']']);
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        if touches && !is_in_code(&text[line..], at - line) && is_kramdown(inner) && !inner.starts_with(':') {
            out.copy(source, range.start + from..range.start + at + 1);
            from = at + 2;
        }
    }
    out.copy(source, range.start + from..range.end);
}

/// Whether a byte of a line is in a code span, which ends with as many backticks as it begins with.
fn is_in_code(line: &str, at: usize) -> bool {
    let line = line.split('\n').next().unwrap_or_default();
    let mut from = 0;
    while let Some(open) = line[from..].find('`').map(|open| from + open).filter(|open| *open < at) {
        let run = line[open..].bytes().take_while(|byte| *byte == b'`').count();
        let inner = open + run;
        let close = line[inner..].match_indices('`').map(|(close, _)| inner + close).find(|close| {
            let is_start = !line[..*close].ends_with('`');
            is_start && line[*close..].bytes().take_while(|byte| *byte == b'`').count() == run
        });
        match close {
            Some(close) if at < close => return true,
            Some(close) => from = close + run,
            None => from = inner,
        }
    }
    false
}
