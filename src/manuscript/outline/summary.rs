//! The order of files by `SUMMARY.md`.
use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{DivisionKind, Matter};

use super::ordered::{OrderedFile, report_twice, role};
use crate::manuscript::mdbook::summary;
use crate::manuscript::text::divisions::FileRole;
use crate::manuscript::text::passes::within;

/// The files that the lines of a summary list, in order. `folder` is the folder of the summary.
pub(crate) fn listed(lines: Vec<summary::SummaryLine>, folder: &str, sink: &Sink) -> Vec<OrderedFile> {
    let mut files: Vec<OrderedFile> = Vec::new();
    let mut in_part = false;
    let place = |file: &str| within(folder, file);
    // `a.md#nets` is a place in a chapter if the chapter is listed too.
    let whole: BTreeSet<String> =
        lines.iter().filter_map(|line| line.file.as_deref()).filter(|file| !file.contains('#')).filter_map(place).collect();
    let mut seen = BTreeSet::new();
    for line in lines {
        let Some(file) = &line.file else {
            files.push(OrderedFile::part(line.title, line.span));
            in_part = true;
            continue;
        };
        let Some(path) = within(folder, file) else {
            sink.report(
                Diagnostic::new(codes::OUTSIDE_ROOT, line.span, format!("`{file}` is outside the book"))
                    .hint("move it into the folder of the book"),
            );
            continue;
        };
        if file.contains('#') && (whole.contains(&path) || seen.contains(&path)) {
            let message = format!("`{file}` is a place in a chapter, not a chapter");
            let diagnostic = Diagnostic::new(codes::TEXT_IN_SUMMARY, line.span, message).cause("place").label("left out");
            sink.report(diagnostic.hint("remove it: the contents list the headings of each chapter"));
            continue;
        }
        if !seen.insert(path.clone()) {
            report_twice(&path, line.span, sink);
            continue;
        }
        let kind = (line.depth > 0).then_some(DivisionKind::Section);
        let role = FileRole { kind, title: Some(line.title.clone()), summary_span: Some(line.span), ..role(line.matter, &path) };
        files.push(OrderedFile {
            matter: line.matter,
            span: line.span,
            path: Some(path),
            role,
            in_part: in_part && line.matter == Matter::Body,
            depth: line.depth,
        });
    }
    files
}
