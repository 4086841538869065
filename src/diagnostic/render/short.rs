//! One line per diagnostic: `path:line:column: warning[code]: message (hint)`.
use super::super::report::Diagnostic;
use super::place::place;
use crate::source::SourceMap;

pub(super) fn short(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let at = place(diagnostic, sources).map_or(String::new(), |place| format!("{}:{}:{}: ", place.path, place.start.0, place.start.1));
    let hints = if diagnostic.hints.is_empty() { String::new() } else { format!(" ({})", diagnostic.hints.join("; ")) };
    format!("{at}{}[{}]: {}{hints}\n", diagnostic.severity.name(), diagnostic.code, diagnostic.message)
}
