//! What `--message-format json` prints besides diagnostics: one JSON object per line. `docs/guide/ci.md` documents the keys.
use serde_json::{Value, json};

use crate::build::{EditionSummary, OutputFile};
use crate::diagnostic::render::JSON_VERSION;

/// A file that was made.
pub(super) fn file(file: &OutputFile) -> String {
    line(&json!({
        "type": "file",
        "version": JSON_VERSION,
        "path": file.path,
        "pages": file.pages,
        "words": file.words,
        "bytes": file.bytes,
        "changed": file.changed,
    }))
}

/// An edition in the list of editions.
pub(super) fn edition(edition: &EditionSummary) -> String {
    let paper = edition.paper.as_ref();
    line(&json!({
        "type": "edition",
        "version": JSON_VERSION,
        "name": edition.name,
        "purpose": edition.purpose,
        "epub": edition.epub,
        "page_list": edition.page_list,
        "page": paper.map(|(size, _)| size.to_string()),
        "pages": paper.map(|(_, count)| count.pages),
        "sheets": paper.map(|(_, count)| count.sheets()),
    }))
}

/// Why the program failed.
pub(super) fn failure(message: &str, causes: &[String]) -> String {
    line(&json!({ "type": "failure", "version": JSON_VERSION, "message": message, "causes": causes }))
}

fn line(value: &Value) -> String {
    format!("{value}\n")
}
