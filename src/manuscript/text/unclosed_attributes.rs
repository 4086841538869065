//! Reports attributes without a closing brace: `{#anchor`, `{.class`, `![](map.png){width="50%`.
use crate::diagnostic::{Diagnostic, codes};
use crate::document::OBJECT;

use crate::manuscript::dialect::line::Passage;
use crate::manuscript::scan::reading::Reading;

/// Reports the first brace in a passage that opens attributes and that nothing closes.
pub(super) fn report(passage: &Passage, reading: &Reading<'_>) {
    let text = &passage.text;
    if !passage.has(b"{") {
        return;
    }
    for (at, _) in text.match_indices('{') {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let after = after.split('{').next().unwrap_or(after);
        if before.is_empty() || before.ends_with('\\') || after.contains('}') {
            continue;
        }
        let is_name = after.strip_prefix(['#', '.']).is_some_and(|name| name.starts_with(char::is_alphabetic));
        // `{key=` is read as attributes only after brackets and pictures. Elsewhere it is text.
        let is_value = before.ends_with([']', OBJECT]) && after.split_once('=').is_some_and(|(key, _)| is_key(key));
        if is_name || is_value {
            let span = reading.at(passage.span(&(at..at + 1)));
            let diagnostic = Diagnostic::new(codes::UNCLOSED_ATTRIBUTES, span, "these attributes are not closed");
            return reading.sink.report(diagnostic.label("printed as text").hint("write `}` at their end, or a backslash before `{`"));
        }
    }
}

fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
