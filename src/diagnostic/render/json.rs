//! One JSON object per line.
use serde_json::json;

use super::super::report::Diagnostic;
use super::place::place;
use crate::source::SourceMap;

pub(super) fn json(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let place = place(diagnostic, sources);
    let value = json!({
        "code": diagnostic.code.name,
        "severity": diagnostic.severity.name(),
        "message": diagnostic.message,
        "label": diagnostic.label,
        "file": place.as_ref().map(|place| place.path),
        "line": place.as_ref().map(|place| place.start.0),
        "column": place.as_ref().map(|place| place.start.1),
        "end_line": place.as_ref().map(|place| place.end.0),
        "end_column": place.as_ref().map(|place| place.end.1),
        "hints": diagnostic.hints,
    });
    format!("{value}\n")
}
