//! Reports backticks that were meant as code but are not closed: `` `x ``, ``` ``x` ```. Also reports three apostrophes in place of
//! backticks.
use crate::diagnostic::{Diagnostic, codes};

use crate::manuscript::dialect::line::Passage;
use crate::manuscript::scan::reading::Reading;

/// Reports three apostrophes at the beginning of a passage. Otherwise, reports the first run of backticks that the parser left as text,
/// unless a backslash escapes it.
pub(super) fn report(passage: &Passage, reading: &Reading<'_>) {
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
