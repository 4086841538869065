//! Reports lines that were meant as a table but are text, because they have no head or no delimiter row, or because the delimiter row and
//! the head differ in the number of cells (GitHub Flavored Markdown, section 4.10).
use crate::diagnostic::{Diagnostic, codes, counted};

use crate::source::Span;

use crate::manuscript::dialect::line::Passage;
use crate::manuscript::files::assembled::bytes;
use crate::manuscript::scan::reading::Reading;

/// Reports the lines of a passage that look like a table but are not one.
pub(super) fn report(passage: &Passage, reading: &Reading<'_>) {
    if !passage.has(b"|") {
        return;
    }
    let mut at = 0;
    let mut head = "";
    for line in passage.text.split_inclusive('\n') {
        let text = line.trim();
        if is_row_of_dashes(text) && !head.is_empty() {
            let (above, below) = (cells(head), cells(text));
            let start = at + (line.len() - line.trim_start().len());
            let span = reading.at(passage.span(&(start..start + text.len())));
            let (message, hint) = if head.contains('|') {
                let (above, below) = (counted(above, "cell"), counted(below, "cell"));
                let message = format!("this is not a table: its head has {above}, and the line below it has {below}");
                (message, "write the same number of cells in both lines")
            } else {
                ("this is not a table: its head has no bars".to_owned(), "write a bar at both ends of the head, and between its cells")
            };
            reading.sink.report(Diagnostic::new(codes::BROKEN_TABLE, span, message).label("printed as typed").hint(hint));
        }
        at += line.len();
        head = text;
    }
    report_headless(passage, reading);
    if !passage.text.lines().any(|line| is_row_of_dashes(line.trim())) {
        rows_alone(passage, reading);
    }
}

/// Reports a delimiter row that is the first line of a passage, above a row.
fn report_headless(passage: &Passage, reading: &Reading<'_>) {
    let mut lines = passage.text.lines().map(str::trim);
    let Some(first) = lines.next().filter(|line| is_row_of_dashes(line)) else { return };
    if lines.next().is_some_and(|row| row.contains('|')) {
        let span = reading.at(passage.span(&(0..first.len())));
        let diagnostic = Diagnostic::new(codes::BROKEN_TABLE, span, "this is not a table: it has no head").label("printed as typed");
        reading.sink.report(diagnostic.hint("write a head above this line, which may be empty: `| | |`"));
    }
}

/// Reports rows without a delimiter row: two lines or more that begin and end with a bar. Reports only the first row.
fn rows_alone(passage: &Passage, reading: &Reading<'_>) {
    let is_row = |line: &str| line.len() > 1 && line.starts_with('|') && line.ends_with('|') && cells(line) > 1;
    let mut lines = passage.text.lines().map(str::trim);
    if lines.clone().filter(|line| is_row(line)).count() < 2 {
        return;
    }
    let Some(first) = lines.find(|line| is_row(line)) else { return };
    let at = passage.text.find(first).unwrap_or_default();
    let span = reading.at(passage.span(&(at..at + first.len())));
    let diagnostic = Diagnostic::new(codes::BROKEN_TABLE, span, "this is not a table: it has no delimiter row").label("printed as typed");
    reading.sink.report(diagnostic.hint("write a line such as `|---|---|` below the head"));
}

/// Reports a thematic break that looks like the rule of a simple table of Pandoc: runs of dashes of different lengths, `------ ----`.
pub(super) fn report_rule(span: Span, reading: &Reading<'_>) {
    let line = reading.text().get(bytes(span)).unwrap_or_default().lines().next().unwrap_or_default().trim();
    let runs: Vec<&str> = line.split_whitespace().collect();
    let is_rule = line.starts_with("--") && runs.len() > 1 && runs.iter().any(|run| run.len() != runs[0].len());
    if is_rule {
        let diagnostic = Diagnostic::new(codes::BROKEN_TABLE, reading.at(span), "this line is not the rule of a table").cause("rule");
        let hint = "write the head of the table right above it, and all lines of the table as wide as its last line; or `---` for a break";
        reading.sink.report(diagnostic.label("printed as a break").hint(hint));
    }
}

/// Whether a line looks like the delimiter row of a table: it has two bars or more, and two dashes next to each other.
fn is_row_of_dashes(line: &str) -> bool {
    line.matches('|').count() > 1 && line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// The number of cells in a row. An escaped bar (`\|`) does not separate cells.
fn cells(line: &str) -> usize {
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(inner);
    inner.matches('|').count() + 1 - inner.matches("\\|").count()
}
