//! Workflow commands for GitHub, which shows them beside the line in a pull request.
use super::super::report::Diagnostic;
use super::place::place;
use crate::source::SourceMap;

pub(super) fn github(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let at = place(diagnostic, sources).map_or(String::new(), |place| {
        format!(
            "file={},line={},col={},endLine={},endColumn={},",
            property(place.path),
            place.start.0,
            place.start.1,
            place.end.0,
            place.end.1
        )
    });
    let message = std::iter::once(&diagnostic.message).chain(&diagnostic.hints).cloned().collect::<Vec<_>>().join("\n");
    format!("::{} {at}title={}::{}\n", diagnostic.severity.name(), diagnostic.code, data(&message))
}

/// Escapes a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
