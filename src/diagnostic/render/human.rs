//! Diagnostics for people: the source line with the place underlined, and hints. No other file uses `annotate_snippets`.
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::super::codes::code::Severity;
use super::super::report::Diagnostic;
use super::screen::Screen;
use crate::source::SourceMap;

/// The largest number of characters of a line that are shown before the place, within it, and after it. A paragraph is often a single
/// line of thousands of characters.
const WINDOW: usize = 60;

/// A diagnostic with its source line, followed by an empty line. It fits the columns of the screen, except for long words and paths.
#[must_use]
pub fn human(diagnostic: &Diagnostic, sources: &SourceMap, screen: Screen) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let head = format!("{}[{}]: ", diagnostic.severity.name(), diagnostic.code.name);
    let message = folded_message(&head, &diagnostic.message, screen);
    let title = level.primary_title(message.as_str()).id(diagnostic.code.name);
    let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
    let place = sources.file(diagnostic.span.file).map(|file| (file, file.line_column(start)));
    // A file that is not text has no line to show. Its stored text is empty.
    let (place, empty) = match place {
        Some((file, _)) if file.text.is_empty() => (None, Some(file)),
        place => (place, None),
    };
    // The line number is in the margin, before ` | `.
    let margin = place.as_ref().map_or(1, |(_, (line, _))| line.to_string().len());
    let width = screen.columns.map(|columns| columns.saturating_sub(margin + " | ".len()).max(20));
    let place = place.map(|(file, (line, column))| (file, line, column, window(&file.text, start..end, width)));
    let mut group = Group::with_title(title);
    let mut places = None;
    let mut notes: Vec<(Level<'_>, String)> = Vec::new();
    if let Some((file, line, column, shown)) = &place {
        // `annotate_snippets` counts the column in the text that it gets, which may begin in the middle of the line. The text that it
        // prints is corrected below.
        let printed_column = shown.text[..shown.start].chars().count() + 1;
        places = Some((format!("{}:{line}:{printed_column}", file.path), format!("{}:{line}:{column}", file.path)));
        let mut annotation = AnnotationKind::Primary.span(shown.start..shown.end);
        let label_end = shown.text[..shown.end].chars().count() + 1 + diagnostic.label.chars().count();
        if width.is_some_and(|width| label_end > width) {
            notes.extend((!diagnostic.label.is_empty()).then(|| (Level::NOTE, diagnostic.label.clone())));
        } else if !diagnostic.label.is_empty() {
            annotation = annotation.label(diagnostic.label.as_str());
        }
        group = group.element(Snippet::source(shown.text.as_str()).path(file.path.as_str()).line_start(*line).annotation(annotation));
    }
    if let Some(file) = empty {
        group = group.element(Origin::path(file.path.as_str()));
        notes.extend((!diagnostic.label.is_empty()).then(|| (Level::NOTE, diagnostic.label.clone())));
    }
    notes.extend(diagnostic.hints.iter().map(|hint| (Level::HELP, hint.clone())));
    for (level, text) in notes {
        group = group.element(level.message(screen.lines(&text, margin + " = help: ".len()).join("\n")));
    }
    let renderer = if screen.color { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.render(&[group]);
    // `annotate_snippets` indents the further lines of a message by the width of its head.
    text = text.replacen(&format!("\n{}", " ".repeat(head.len())), "\n  ", message.matches('\n').count());
    if let Some((printed_place, place)) = places {
        text = text.replacen(&printed_place, &place, 1);
    }
    text.push_str("\n\n");
    text
}

/// Wraps a message. The first line leaves room for `head`, the others for an indent of two spaces.
fn folded_message(head: &str, message: &str, screen: Screen) -> String {
    let lines = screen.lines(&format!("{head}{message}"), 2).join("\n");
    lines.get(head.len()..).map_or_else(|| message.to_owned(), str::to_owned)
}

/// A part of a line.
struct LineExcerpt {
    text: String,
    /// The first byte of the place in it.
    start: usize,
    /// The byte after the place.
    end: usize,
}

/// The part of a line around a place, with an ellipsis at each end that was cut. A place that spans several lines ends with the first line.
/// If `width` is given, the part has at most that many characters.
fn window(text: &str, place: Range<usize>, width: Option<usize>) -> LineExcerpt {
    let start = floor(text, place.start);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = floor(text, place.end).clamp(start, line_end);
    let ellipses = 2;
    let longest = width.map_or(WINDOW, |width| WINDOW.min(width - ellipses));
    let end = text[start..end].char_indices().nth(longest).map_or(end, |(at, _)| start + at);
    let around = width.map_or(WINDOW, |width| WINDOW.min((width - ellipses - text[start..end].chars().count()) / 2));
    let from = text[line_start..start].char_indices().rev().take(around).last().map_or(start, |(at, _)| line_start + at);
    let to = text[end..line_end].char_indices().nth(around).map_or(line_end, |(at, _)| end + at);
    let before = if from > line_start { "…" } else { "" };
    let after = if to < line_end { "…" } else { "" };
    let shown = format!("{before}{}{after}", text[from..to].replace(['\r', '\0'], " "));
    let start = before.len() + (start - from);
    let end = before.len() + (end - from);
    LineExcerpt { end: end.max(start), text: shown, start }
}

/// The nearest character boundary at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
