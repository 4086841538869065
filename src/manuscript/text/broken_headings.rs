//! Reports lines that were meant as headings: `##Ropes`. CommonMark requires a space after the number signs (section 4.2).
use crate::diagnostic::{Diagnostic, codes};

use crate::manuscript::dialect::line::Passage;
use crate::manuscript::scan::reading::Reading;

/// Reports the lines of a passage that look like a heading. Lines with a single number sign are skipped, because it may be a tag: `#rope`.
pub(super) fn report(passage: &Passage, reading: &Reading<'_>) {
    if !passage.has(b"#") {
        return;
    }
    let mut at = 0;
    for line in passage.text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        let signs = line.len() - line.trim_start_matches('#').len();
        if (2..=6).contains(&signs) && line[signs..].starts_with(char::is_alphabetic) {
            let span = reading.at(passage.span(&(start..start + line.len())));
            let diagnostic = Diagnostic::new(codes::BROKEN_HEADING, span, "this line is not a heading").cause("no space");
            reading.sink.report(diagnostic.label("printed as typed").hint("write a space after the last `#`"));
        }
    }
}
