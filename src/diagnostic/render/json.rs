//! One JSON object per line. `docs/guide/ci.md` documents the keys.
use serde_json::json;

use super::super::report::Diagnostic;
use super::place::place;
use crate::source::SourceMap;

/// The version of the JSON lines that the program prints. It grows when a key is removed or changes its meaning, not when one is added.
pub const JSON_VERSION: u32 = 1;

pub(super) fn json(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let place = place(diagnostic, sources);
    let value = json!({
        "type": "diagnostic",
        "version": JSON_VERSION,
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
