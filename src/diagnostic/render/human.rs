//! For people: the source line, what is meant in it underlined, and hints. The only file that names `annotate_snippets`.
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::super::{Diagnostic, Severity};
use crate::source::SourceMap;

/// Characters of a line that are shown on either side of what is meant: a paragraph is often one line of thousands.
const WINDOW: usize = 60;

/// A diagnostic as people read it, ended by an empty line.
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
        // What is shown may begin in the middle of the line: the printer's column is put right below.
        let seen = shown.text[..shown.start].chars().count() + 1;
        places = Some((format!("{}:{line}:{seen}", file.path), format!("{}:{line}:{column}", file.path)));
        let annotation = AnnotationKind::Primary.span(shown.start..shown.end);
        let annotation = if diagnostic.label.is_empty() { annotation } else { annotation.label(diagnostic.label.as_str()) };
        group = group.element(Snippet::source(shown.text.as_str()).path(file.path.as_str()).line_start(line).annotation(annotation));
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.render(&[group]);
    if let Some((seen, true_place)) = places {
        text = text.replacen(&seen, &true_place, 1);
    }
    text.push_str("\n\n");
    text
}

/// A piece of a line with what is meant in it.
struct Window {
    text: String,
    start: usize,
    end: usize,
}

/// Cuts the first line of what is meant down to what stands near it.
fn window(text: &str, start: usize, end: usize) -> Window {
    let start = floor(text, start);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = floor(text, end).clamp(start, line_end);
    // What is meant may be long itself.
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
