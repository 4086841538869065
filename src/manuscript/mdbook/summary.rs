//! mdBook's `SUMMARY.md`: the order of the chapters.
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{Block, BlockKind, Inline, InlineKind, Matter, plain_text};
use crate::source::Span;

use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::markdown::builder::{parse, title};
use crate::manuscript::scan::fences::Prepared;
use crate::manuscript::scan::reading::Reading;

/// A line of the summary.
#[derive(Clone, Debug)]
pub(crate) struct SummaryLine {
    /// The matter that it belongs to.
    pub(crate) matter: Matter,
    /// The title.
    pub(crate) title: String,
    /// The file as written, relative to the summary. `None` for a part.
    pub(crate) file: Option<String>,
    /// The place of the line.
    pub(crate) span: Span,
    /// How deeply it is nested: 0 for a chapter.
    pub(crate) depth: usize,
}

/// Reads a summary.
pub(crate) fn read(source: Assembled, sink: &Sink) -> Vec<SummaryLine> {
    let prepared = Prepared::as_written(source);
    let reading = Reading::new(&prepared, sink, title);
    let blocks = parse(&reading).blocks;
    let first = blocks.iter().position(|block| matches!(block.kind, BlockKind::List(_)));
    let last = blocks.iter().rposition(|block| matches!(block.kind, BlockKind::List(_)));
    let mut listed = Vec::new();
    let mut titled = false;
    for (at, block) in blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::Heading { title, .. } => {
                // The first heading is the title of the summary itself.
                if titled || at > 0 {
                    let span = reading.at(block.node.span);
                    listed.push(SummaryLine { matter: Matter::Body, title: plain_text(title), file: None, span, depth: 0 });
                }
                titled = true;
            }
            BlockKind::Paragraph(inlines) => {
                let matter = match (first, last) {
                    (Some(first), _) if at < first => Matter::Front,
                    (_, Some(last)) if at > last => Matter::Back,
                    (None, _) => Matter::Front,
                    _ => Matter::Body,
                };
                if !links(inlines, matter, 0, &reading, &mut listed) {
                    report_text(inlines, &reading);
                }
            }
            BlockKind::List(_) => items(block, 0, &reading, &mut listed),
            _ => {}
        }
    }
    listed
}

fn items(block: &Block, depth: usize, reading: &Reading<'_>, listed: &mut Vec<SummaryLine>) {
    let BlockKind::List(list) = &block.kind else { return };
    for block in list.items.iter().flat_map(|item| &item.blocks) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => {
                let has_link = links(inlines, Matter::Body, depth, reading, listed);
                if !has_link {
                    report_text(inlines, reading);
                }
            }
            BlockKind::List(_) => items(block, depth + 1, reading, listed),
            _ => {}
        }
    }
}

/// Reports a paragraph that lists no chapter.
fn report_text(inlines: &[Inline], reading: &Reading<'_>) {
    let Some(span) = inlines.iter().map(|inline| inline.node.span).reduce(Span::to) else { return };
    let diagnostic = Diagnostic::new(codes::TEXT_IN_SUMMARY, reading.at(span), "this text lists no chapter");
    reading.sink.report(diagnostic.cause("text").label("left out").hint("move it to a chapter, or remove it"));
}

/// Lists the files that links name. Returns whether there was a link.
fn links(inlines: &[Inline], matter: Matter, depth: usize, reading: &Reading<'_>, listed: &mut Vec<SummaryLine>) -> bool {
    let mut has_link = false;
    for inline in inlines {
        if let InlineKind::Link { target, text, .. } = &inline.kind {
            has_link = true;
            let span = reading.at(inline.node.span);
            let title = plain_text(text);
            if target.is_empty() {
                reading.sink.report(
                    Diagnostic::new(codes::DRAFT_CHAPTER, span, format!("the chapter `{title}` has no file yet"))
                        .label("left out")
                        .hint("name its file between the parentheses"),
                );
                continue;
            }
            listed.push(SummaryLine { matter, title, file: Some(target.clone()), span, depth });
        }
    }
    has_link
}
