//! Reports a backslash at the end of a paragraph. At the end of any other line, a backslash is a line break (CommonMark, section 6.7).
use crate::diagnostic::{Diagnostic, codes};

use crate::manuscript::dialect::line::Passage;
use crate::manuscript::scan::reading::Reading;

/// Reports the backslash at the end of a passage, unless another one escapes it.
pub(super) fn report(passage: &Passage, reading: &Reading<'_>) {
    let text = passage.text.trim_end();
    let count = text.len() - text.trim_end_matches('\\').len();
    // After other characters, the backslash is probably text, as in `C:\`.
    if count == 1
        && text[..text.len() - 1].ends_with(|c: char| c.is_whitespace() || c.is_alphanumeric() || matches!(c, '.' | ',' | '!' | '?'))
    {
        let span = reading.at(passage.span(&(text.len() - 1..text.len())));
        let diagnostic = Diagnostic::new(codes::BROKEN_BREAK, span, "no line follows this backslash");
        reading.sink.report(diagnostic.label("printed as typed").hint("remove it, or the empty line after it"));
    }
}
