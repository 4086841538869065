//! For people: the source line with the place underlined, and hints. No other file uses `annotate_snippets`.
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::super::codes::code::Severity;
use super::super::report::Diagnostic;
use crate::source::SourceMap;

/// The most characters of a line that are shown before the place, within it, and after it. A paragraph is often a single line of thousands
/// of characters.
const WINDOW: usize = 60;

/// A diagnostic with its source line, followed by an empty line.
#[must_use]
pub fn human(diagnostic: &Diagnostic, sources: &SourceMap, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name);
    let place = sources
        .file(diagnostic.span.file)
        .map(|file| (file, window(&file.text, diagnostic.span.start as usize, diagnostic.span.end as usize)));
    let mut group = Group::with_title(title);
    let mut places = None;
    if let Some((file, shown)) = &place {
        let (line, column) = file.line_column(diagnostic.span.start as usize);
        // `annotate_snippets` counts the column in the text that it gets, which may begin in the middle of the line. The text that it
        // prints is corrected below.
        let printed_column = shown.text[..shown.start].chars().count() + 1;
        places = Some((format!("{}:{line}:{printed_column}", file.path), format!("{}:{line}:{column}", file.path)));
        let annotation = AnnotationKind::Primary.span(shown.start..shown.end);
        let annotation = if diagnostic.label.is_empty() { annotation } else { annotation.label(diagnostic.label.as_str()) };
        group = group.element(Snippet::source(shown.text.as_str()).path(file.path.as_str()).line_start(line).annotation(annotation));
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.render(&[group]);
    if let Some((printed_place, place)) = places {
        text = text.replacen(&printed_place, &place, 1);
    }
    text.push_str("\n\n");
    text
}

/// A part of a line.
struct Window {
    text: String,
    /// The first byte of the place in it.
    start: usize,
    /// The byte after the place.
    end: usize,
}

/// The part of a line around a place, with an ellipsis at each end that was cut. A place that spans several lines ends with the first line.
fn window(text: &str, start: usize, end: usize) -> Window {
    let start = floor(text, start);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = floor(text, end).clamp(start, line_end);
    let end = text[start..end].char_indices().nth(WINDOW).map_or(end, |(at, _)| start + at);
    let from = text[line_start..start].char_indices().rev().nth(WINDOW - 1).map_or(line_start, |(at, _)| line_start + at);
    let to = text[end..line_end].char_indices().nth(WINDOW).map_or(line_end, |(at, _)| end + at);
    let before = if from > line_start { "…" } else { "" };
    let after = if to < line_end { "…" } else { "" };
    let shown = format!("{before}{}{after}", text[from..to].replace(['\r', '\0'], " "));
    let start = before.len() + (start - from);
    let end = before.len() + (end - from);
    Window { end: end.max(start), text: shown, start }
}

/// The nearest character boundary at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
