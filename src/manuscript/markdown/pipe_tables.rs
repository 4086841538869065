//! The parts of a pipe table: its head, its groups of rows, its foot.
//!
//! kramdown divides the rows below the head: a row of dashes (`|---|---|`) begins a new group of rows, and a row of equals signs
//! (`|===|===|`) begins the foot. They are read in every dialect, since nobody wants such signs printed.
use crate::document::{CellContent, DraftRow, plain_text};

/// The rows of a table by part.
#[derive(Debug, Default)]
pub(super) struct PipeTableParts {
    pub(super) heads: Vec<DraftRow>,
    pub(super) bodies: Vec<Vec<DraftRow>>,
    pub(super) feet: Vec<DraftRow>,
}

/// What a row begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowSeparator {
    Body,
    Foot,
}

/// Divides the rows of a table. The first row is its head. If `is_headless`, that row is empty, and is dropped.
pub(super) fn parts(mut rows: Vec<DraftRow>, is_headless: bool) -> PipeTableParts {
    let below = rows.split_off(rows.len().min(1));
    if is_headless {
        rows.clear();
    }
    let mut parts = PipeTableParts { heads: rows, bodies: vec![Vec::new()], feet: Vec::new() };
    let mut in_foot = false;
    for row in below {
        match separator(&row) {
            Some(RowSeparator::Foot) => in_foot = true,
            Some(RowSeparator::Body) if !in_foot => parts.bodies.push(Vec::new()),
            _ if in_foot => parts.feet.push(row),
            _ => parts.bodies.last_mut().expect("there is one from the beginning").push(row),
        }
    }
    parts.bodies.retain(|body| !body.is_empty());
    parts
}

/// What a row begins, if all of its cells are runs of dashes or of equals signs. `None` for any other row.
fn separator(row: &DraftRow) -> Option<RowSeparator> {
    let mut texts = row.cells.iter().map(|cell| match &cell.content {
        CellContent::Line(inlines) => plain_text(inlines),
        CellContent::Blocks(_) => String::new(),
    });
    let first = texts.next()?;
    let sign = first.chars().find(|c| *c != ':')?;
    let separator = match sign {
        '=' => RowSeparator::Foot,
        '-' => RowSeparator::Body,
        _ => return None,
    };
    let is_line = |text: &str| {
        let inner = text.strip_prefix(':').unwrap_or(text);
        let inner = inner.strip_suffix(':').unwrap_or(inner);
        inner.len() >= 3 && inner.chars().all(|c| c == sign)
    };
    // The cells after the first may be left out.
    (is_line(&first) && texts.all(|text| text.is_empty() || is_line(&text))).then_some(separator)
}
