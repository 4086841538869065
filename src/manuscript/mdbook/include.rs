//! mdBook's `{{#include}}` and similar directives. They are replaced before the text is parsed.
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::source::directives::Directive;
use crate::source::{FileId, SourceMap, Span};

use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::files::open as files;
use crate::manuscript::text::passes::within;

/// How deeply includes may be nested.
const DEPTH: usize = 10;

/// How many directives a chapter may have. Those of a file count each time that the file is included.
const MOST_DIRECTIVES: usize = 5_000;

/// How long a chapter with its included files may be, in bytes.
const LONGEST: usize = 64 << 20;

/// Assembles texts and the files that they include.
pub(crate) struct Includes<'a> {
    /// The folder that all paths are relative to.
    pub(crate) root: &'a Path,
    /// All files.
    pub(crate) sources: &'a mut SourceMap,
    /// Where diagnostics go.
    pub(crate) sink: &'a Sink,
    /// The number of directives of the chapter so far.
    pub(crate) directives: usize,
}

impl Includes<'_> {
    /// Adds a range of a file, and the files that this range includes. `path` is the path of the file relative to the root.
    pub(crate) fn add(&mut self, (file, path): (FileId, &str), range: Range<usize>, depth: usize, out: &mut Assembled) {
        let text: Arc<str> = self.sources.file(file).map(|file| file.text.clone()).unwrap_or_default();
        let mut at = range.start;
        while let Some(directive) = Directive::next(&text[..range.end], at) {
            let start = directive.range.start;
            if directive.escaped {
                out.add(file, &text, at..start - 1);
                out.add(file, &text, directive.range.clone());
            } else {
                out.add(file, &text, at..start);
                let span = Span::new(file, directive.range.start, directive.range.end);
                if directive.name != "title" && !self.include(&directive, (span, path), depth, out) {
                    out.add(file, &text, directive.range.clone());
                }
            }
            at = directive.range.end;
        }
        out.add(file, &text, at..range.end);
    }

    fn include(&mut self, directive: &Directive<'_>, (span, from): (Span, &str), depth: usize, out: &mut Assembled) -> bool {
        let playground = matches!(directive.name, "playground" | "playpen");
        let argument = directive.argument.split_whitespace().next().unwrap_or_default();
        let (name, selection) = match argument.split_once(':') {
            Some((name, selection)) => (name, Some(selection)),
            None => (argument, None),
        };
        if depth >= DEPTH {
            self.sink.report(
                Diagnostic::new(codes::TOO_DEEP, span, "files include one another without end").hint("remove one of the directives"),
            );
            return false;
        }
        self.directives += 1;
        if self.directives > MOST_DIRECTIVES || out.text.len() > LONGEST {
            // Only the first directive beyond the limit is reported.
            if self.directives <= MOST_DIRECTIVES + 1 {
                self.directives = MOST_DIRECTIVES + 1;
                let message = "the files included here are too many or too long";
                let hint = "a chapter may have 5,000 directives and 64 MiB of text; divide it";
                self.sink.report(Diagnostic::new(codes::TOO_DEEP, span, message).cause("budget").hint(hint));
            }
            return false;
        }
        let folder = from.rfind('/').map_or("", |at| &from[..=at]);
        let Some(path) = within(folder, name) else {
            self.sink.report(
                Diagnostic::new(codes::OUTSIDE_ROOT, span, format!("`{name}` is outside the book"))
                    .hint("copy it into the folder of the book"),
            );
            return false;
        };
        let Some(file) = files::open_included((self.root, &path), span, self.sources, self.sink) else { return false };
        let text: Arc<str> = self.sources.file(file).map(|file| file.text.clone()).unwrap_or_default();
        let Some(ranges) = select(&text, selection) else {
            self.sink.report(
                Diagnostic::new(codes::MISSING_ANCHOR, span, format!("`{path}` has no anchor `{}`", selection.unwrap_or_default()))
                    .hint(format!("write `ANCHOR: {}` in a comment there", selection.unwrap_or_default())),
            );
            return false;
        };
        if playground {
            out.insert("```rust\n", span);
        }
        for range in ranges {
            self.add((file, &path), range, depth + 1, out);
        }
        if playground {
            out.insert("\n```\n", span);
        }
        true
    }
}

/// The name after `ANCHOR:` or `ANCHOR_END:` in a line: letters, digits, hyphens and underscores. White space may stand before it. This is
/// the pattern of mdBook (`ANCHOR:\s*([\w_-]+)`).
fn anchor_name<'l>(line: &'l str, word: &str) -> Option<&'l str> {
    let rest = line.split_once(word)?.1.trim_start();
    let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

/// The selected lines: all, `5`, `5:`, `:10`, `5:10`, or those of an anchor. Lines that mark anchors are left out unless lines are
/// selected by number.
fn select(text: &str, selection: Option<&str>) -> Option<Vec<Range<usize>>> {
    let mut lines = Vec::new();
    let mut at = files::bom(text);
    for line in text[at..].split_inclusive('\n') {
        lines.push((at..at + line.len(), line));
        at += line.len();
    }
    let is_marker = |line: &str| ["ANCHOR:", "ANCHOR_END:"].iter().any(|word| anchor_name(line, word).is_some());
    let number = |text: &str| text.parse::<usize>().ok();
    let chosen: Vec<Range<usize>> = match selection {
        None | Some("" | ":") => lines.into_iter().filter(|(_, line)| !is_marker(line)).map(|(range, _)| range).collect(),
        Some(selection) => {
            let (from, to) = match selection.split_once(':') {
                Some((from, to)) => (if from.is_empty() { Some(1) } else { number(from) }, Some(to)),
                None => (number(selection), None),
            };
            match (from, to) {
                (Some(from), to) => {
                    let last = match to {
                        None => from,
                        Some(to) => to.split(':').next().and_then(number).unwrap_or(usize::MAX),
                    };
                    lines
                        .into_iter()
                        .skip(from.saturating_sub(1))
                        .take(last.saturating_add(1).saturating_sub(from.max(1)))
                        .map(|(range, _)| range)
                        .collect()
                }
                (None, _) => {
                    let anchor = selection.split(':').next().unwrap_or_default();
                    let marks = |line: &str, word: &str| anchor_name(line, word) == Some(anchor);
                    let start = lines.iter().position(|(_, line)| marks(line, "ANCHOR:"))?;
                    let end = lines[start..].iter().position(|(_, line)| marks(line, "ANCHOR_END:")).map_or(lines.len(), |end| start + end);
                    lines[start + 1..end].iter().filter(|(_, line)| !is_marker(line)).map(|(range, _)| range.clone()).collect()
                }
            }
        }
    };
    // Neighbouring lines are one range. The last line end belongs to the text around the directive.
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for range in chosen {
        match ranges.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => ranges.push(range),
        }
    }
    if let Some(last) = ranges.last_mut() {
        let kept = text[last.clone()].trim_end_matches(['\n', '\r']).len();
        last.end = last.start + kept;
    }
    Some(ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_selected_as_mdbook_does() {
        let text = "a\n// ANCHOR: x\nb\n// ANCHOR_END: x\nc\n";
        let chosen = |selection| select(text, selection).map(|ranges| ranges.into_iter().map(|range| &text[range]).collect::<String>());
        assert_eq!(chosen(None).as_deref(), Some("a\nb\nc"));
        assert_eq!(chosen(Some("x")).as_deref(), Some("b"));
        assert_eq!(chosen(Some("1")).as_deref(), Some("a"));
        assert_eq!(chosen(Some("5:")).as_deref(), Some("c"));
        assert_eq!(chosen(Some(":1")).as_deref(), Some("a"));
        assert_eq!(chosen(Some("3:3")).as_deref(), Some("b"));
        assert_eq!(chosen(Some("0:1")).as_deref(), Some("a"));
        assert_eq!(chosen(Some("9:2")).as_deref(), Some(""));
        assert_eq!(chosen(Some("y")), None);
    }
}
