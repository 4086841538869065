//! Reads a document of Pandoc, in JSON, into the same blocks that Markdown becomes.
//!
//! [`text`] does it in three steps. `Draft` turns the tree into blocks and inlines, and collects their words with the places in the JSON
//! (`words.rs`). `shaped` gives the blocks the shapes that their content or their class asks for, with the code that Markdown uses. Then
//! the passes of `text` make divisions and notes from them.
mod attributes;
mod blocks;
mod draft;
mod inlines;
mod metadata;
mod references;
mod shaped;
mod tables;
mod words;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{self, Block, Inline, InlineKind, Visit, walk_document};
use crate::edition::{Setting, Value};
use crate::formula::Macros;
use crate::pandoc::{self, Document, FaultKind};
use crate::source::uri::{is_data, is_remote};
use crate::source::{FileId, Span};

use crate::manuscript::files::assembled::assembled;
use crate::manuscript::markdown::builder::Parsed;
use crate::manuscript::scan::fences::Prepared;
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::text::divisions::FileRole;
use crate::manuscript::text::{Notation, ReadingOptions, Text, settle};

/// Whether a file is a document of Pandoc: by its name, or by its content if it has another name.
pub(crate) fn is_document(name: &str, text: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".json") || pandoc::looks_like_document(text)
}

/// Reads the tree of a document. If it cannot be read, that is reported, and the document is empty.
pub(crate) fn tree<'a>(name: &str, file: FileId, json: &'a str, sink: &Sink) -> Document<'a> {
    let fault = match pandoc::read(json) {
        Ok(document) => return document,
        Err(fault) => fault,
    };
    let span = Span::new(file, fault.range.start, fault.range.end);
    let report = |message: String| Diagnostic::new(codes::BAD_PANDOC_DOCUMENT, span, message);
    let convert = "write it with Pandoc: `pandoc -t json -o book.json …`";
    sink.report(match fault.kind {
        FaultKind::Syntax(message) => report(format!("`{name}` is not JSON: {message}")).hint(convert),
        FaultKind::NoVersion => report(format!("`{name}` is not a document of Pandoc: it has no `pandoc-api-version`")).hint(convert),
        FaultKind::Version(version) => report(format!("`{name}` has version {version} of Pandoc's format"))
            .label("chapbook reads versions 1.22 and 1.23")
            .hint("convert the source again with a version of Pandoc from 2.11 on"),
        FaultKind::Depth => report(format!("`{name}` is nested too deeply")).hint("reduce the nesting of lists, quotations and containers"),
        FaultKind::Content(message) => report(format!("`{name}` is not a document of Pandoc: {message}")).hint(convert),
    });
    Document::default()
}

/// The settings that a document has for the book.
pub(crate) fn settings(file: FileId, json: &str, document: &Document<'_>, sink: &Sink) -> Setting {
    metadata::settings(file, json, document, sink)
}

/// The title and the language of a document that is a chapter. It has no other settings.
pub(crate) fn chapter_settings(file: FileId, json: &str, document: &Document<'_>) -> Setting {
    let mut given = settings(file, json, document, &Sink::default());
    if let Value::Table(entries) = &mut given.value {
        entries.retain(|entry| matches!(entry.key.as_str(), "title" | "language"));
    }
    given
}

/// The document that chapbook exported as this tree, and its pictures, each with its place. `None` if another program wrote it.
pub(crate) fn exported(
    (file, json): (FileId, &str),
    tree: &Document<'_>,
    macros: &Macros,
) -> Option<(document::Document, Vec<(String, Span)>)> {
    struct PictureFiles(Vec<(String, Span)>);
    impl Visit for PictureFiles {
        fn inline(&mut self, inline: &Inline) {
            if let InlineKind::Image { source, .. } = &inline.kind
                && !source.is_empty()
                && (is_data(source) || !is_remote(source))
            {
                self.0.push((source.clone(), inline.node.span));
            }
        }
    }
    if !pandoc::is_exported(tree) {
        return None;
    }
    let document = pandoc::restore(file, json, tree, macros);
    let mut pictures = PictureFiles(Vec::new());
    walk_document(&document, &mut pictures);
    Some((document, pictures.0))
}

/// Reads a document. `role` returns the role of the file, which may depend on the blocks.
pub(crate) fn text(
    (file, json): (FileId, &str),
    document: &Document<'_>,
    options: &ReadingOptions,
    role: impl FnOnce(&mut Vec<Block>) -> FileRole,
    sink: &Sink,
) -> Text {
    if let Some((document, images)) = exported((file, json), document, &options.macros) {
        return Text { divisions: document.matter.into_iter().flatten().collect(), notes: document.notes, images };
    }
    // Pandoc has set the citations already if there is a list of the cited works.
    let is_cited = has_cited_works(&document.blocks);
    let bibliography = options.bibliography.as_deref().filter(|_| !is_cited);
    let mut draft = draft::Draft::new(file, json, &options.lang, bibliography, sink);
    draft.is_cited = is_cited;
    let blocks = draft.blocks(&document.blocks, 0);
    let mut notes = draft.notes;
    notes.sort_by_key(|note| note.id);
    let prepared = Prepared::as_written(draft.words.finish());
    let reading = Reading::new(&prepared, sink, title);
    let blocks = shaped::shaped(blocks, &reading, 0);
    for note in &mut notes {
        note.blocks = shaped::shaped(std::mem::take(&mut note.blocks), &reading, 0);
    }
    settle(Parsed { blocks, notes, labels: BTreeMap::new() }, &reading, (options, Notation::Pandoc), role, sink)
}

/// The text of a title, which is not Markdown.
fn title(text: &str, offset: usize, _: &Reading<'_>) -> Vec<Inline> {
    inlines::plain_title(text, assembled(offset..offset))
}

/// Whether one of some blocks is the list of works that `pandoc --citeproc` writes.
fn has_cited_works(blocks: &[pandoc::Block<'_>]) -> bool {
    blocks.iter().any(|block| match &block.kind {
        pandoc::BlockKind::Div(given, inner) => (given.id.as_str() == "refs" && !inner.is_empty()) || has_cited_works(inner),
        _ => false,
    })
}
