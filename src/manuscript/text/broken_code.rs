//! Reports backticks that were meant as code but are not closed: `` `x ``, ``` ``x` ```. Also reports three apostrophes in place of
//! backticks.
use crate::diagnostic::{Diagnostic, codes};
use crate::document::OBJECT;

use crate::manuscript::dialect::line::{Object, Passage};
use crate::manuscript::scan::reading::Reading;

/// Reports the first text without white space between two code spans, in a passage like ``call `f(`x.js`)` now``: the author meant one code
/// span with backticks in it. Only ASCII counts, because other scripts may have no spaces beside code.
fn report_inside_out(passage: &Passage, reading: &Reading<'_>) {
    let text = &passage.text;
    let mut spans = text.match_indices(OBJECT).filter(|(at, _)| passage.object_at(*at) == Some(Object::Code)).map(|(at, _)| at);
    let Some(mut last) = spans.next() else { return };
    for next in spans {
        let between = &text[last + OBJECT.len_utf8()..next];
        let is_code = between.bytes().all(|byte| byte.is_ascii_graphic()) && between.bytes().any(|byte| byte.is_ascii_alphabetic());
        if is_code && !between.starts_with('\\') && between.contains(['.', '(', '=', '{', '$']) {
            let span = reading.at(passage.span(&(last..next)));
            let diagnostic = Diagnostic::new(codes::BROKEN_CODE, span, "this code ends in the middle of a word").cause("inside out");
            let hint = "if the code has backticks in it, write two backticks and a space on each side of it";
            return reading.sink.report(diagnostic.label("what follows is text").hint(hint));
        }
        last = next;
    }
}

/// Reports three apostrophes at the beginning of a passage. Otherwise, reports the first run of backticks that the parser left as text,
/// unless a backslash escapes it.
pub(super) fn report(passage: &Passage, reading: &Reading<'_>) {
    report_inside_out(passage, reading);
    let text = &passage.text;
    if text.strip_prefix("'''").is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() || c == '\n')) {
        let span = reading.at(passage.span(&(0.."'''".len())));
        let diagnostic = Diagnostic::new(codes::BROKEN_CODE, span, "apostrophes do not begin code").cause("apostrophes");
        return reading.sink.report(diagnostic.label("printed as typed").hint("write three backticks"));
    }
    if !passage.has(b"`") {
        return;
    }
    let mut from = 0;
    while let Some(at) = text[from..].find('`').map(|found| from + found) {
        let run = text[at..].len() - text[at..].trim_start_matches('`').len();
        from = at + run;
        // A backtick in quotation marks or parentheses is the character itself: "(`)".
        let is_quoted = text[..at].ends_with(['(', '"', '\'', '“', '‘', '«']) && text[from..].starts_with([')', '"', '\'', '”', '’', '»']);
        if text[..at].ends_with('\\') || (run == 1 && is_quoted) {
            continue;
        }
        let span = reading.at(passage.span(&(at..from)));
        let (message, hint) = if run == 2 && text[from..].contains("''") {
            ("these backticks are not read as a quotation mark", "write `\"` on both sides, or `“` and `”`")
        } else if run == 1 {
            ("no backtick closes this code", "write another backtick at its end, or a backslash before this one")
        } else {
            ("no run of backticks closes this code", "write as many backticks at its end as here, or a backslash before each of these")
        };
        return reading.sink.report(Diagnostic::new(codes::BROKEN_CODE, span, message).cause("code").label("printed as typed").hint(hint));
    }
}
