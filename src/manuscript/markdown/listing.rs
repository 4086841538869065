//! Code blocks as listings.
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Attributes, Block, BlockKind, Format, Formula, Inline, InlineKind, Node, NodeRole, Raw};
use crate::source::Span;

use super::info_string::{self, Info};
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::syntax::attributes;

/// A listing, in a figure if it has a caption. `info` is the info string of the code.
pub(crate) fn listing(node: &mut Node, info: &str, text: String, reading: &Reading<'_>) -> BlockKind {
    let Info { language, format, attributes, lines, caption, unused } = info_string::read(info);
    if let Some(words) = unused.filter(|_| !info.trim_start().starts_with('{')) {
        report_info(&words, node.span, reading);
    }
    if let Some(format) = format {
        return BlockKind::Raw(Raw { format: Format::Other(format), text });
    }
    attributes::merge(node, attributes);
    if language.as_deref() == Some("math") {
        let source = text.trim_end().to_owned();
        return BlockKind::Math(Formula { tex: source.clone(), source, display: true, markup: None, tree: None });
    }
    let count = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
    if let Some(range) = lines.marked.iter().find(|range| *range.start() > count) {
        let message = format!("the code has no line {} to mark", range.start());
        let diagnostic = Diagnostic::new(codes::UNUSED_ATTRIBUTE, reading.at(node.span), message).cause("info line");
        reading.sink.report(diagnostic.label("no line is marked").hint("count the lines of the code from 1"));
    }
    let code = BlockKind::Code { language, text, lines };
    let Some(caption) = caption else { return code };
    let inner = Node::at(node.span);
    attributes::merge(node, Attributes { classes: vec![NodeRole::LISTING.to_owned()], ..Attributes::default() });
    let words = Inline { node: Node::at(node.span), kind: InlineKind::Text(caption) };
    BlockKind::Figure { body: vec![Block { node: inner, kind: code }], caption: Some(vec![words]) }
}

/// Reports words after the language of a code block that have no effect.
fn report_info(words: &str, span: Span, reading: &Reading<'_>) {
    // Words without a key, such as the name of a file, all have the same cause.
    let key = words.split_once('=').map_or("", |(key, _)| key.rsplit(' ').next().unwrap_or(key));
    reading.sink.report(
        Diagnostic::new(codes::UNUSED_ATTRIBUTE, reading.at(span), format!("`{words}` after the language of code has no effect"))
            .cause(format!("info {key}"))
            .label("not printed")
            .hint("write its words as text before the code, or as `title=\"…\"`"),
    );
}
