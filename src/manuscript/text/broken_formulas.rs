//! Reports dollar signs that were meant as the delimiters of a formula but are text: `$\epsilon = $`, `$x^{2} $`.
use crate::diagnostic::{Diagnostic, codes};

use crate::manuscript::dialect::line::Passage;
use crate::manuscript::scan::reading::Reading;

/// The maximum length of a formula in bytes. Dollar signs that are farther apart are taken for amounts of money.
const LONGEST: usize = 400;

/// Reports the first two dollar signs on one line of a passage with TeX between them: a command, or a subscript or superscript in braces.
/// These do not occur in amounts of money.
pub(super) fn report(passage: &Passage, reading: &Reading<'_>) {
    let text = &passage.text;
    if !passage.has(b"$") {
        return;
    }
    let mut open: Option<usize> = None;
    for (at, _) in text.match_indices('$').filter(|(at, _)| !text[..*at].ends_with('\\')) {
        if let Some(start) = open.filter(|start| at - start < LONGEST)
            && is_tex(&text[start + 1..at])
        {
            let span = reading.at(passage.span(&(start..at + 1)));
            let diagnostic = Diagnostic::new(codes::BROKEN_FORMULA, span, "these dollar signs are not read as a formula");
            let hint = "write no white space inside them, and no letter or digit before the first one; or a backslash before each of them";
            return reading.sink.report(diagnostic.label("printed as typed").hint(hint));
        }
        open = Some(at);
    }
}

/// Whether a text has a command of TeX, or a subscript or superscript in braces, or is an escaped character. It has no line end.
fn is_tex(text: &str) -> bool {
    let has_command = text.match_indices('\\').any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
    // `$ \$ $` is a dollar sign in MyST.
    let is_escape = text.trim().strip_prefix('\\').is_some_and(|rest| rest.chars().count() == 1);
    !text.contains('\n') && (has_command || is_escape || text.contains("^{") || text.contains("_{"))
}
