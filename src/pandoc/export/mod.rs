//! Writes a document of chapbook as a document of Pandoc.
//!
//! Each node becomes the nearest node of Pandoc. What that node cannot hold goes into attributes `data-chapbook-*` (`marks.rs`): its own,
//! or those of a container around it if it cannot have any. A reader of the JSON that knows the marks gets the same document again
//! (`super::restore`); any other program can ignore them.
mod blocks;
mod divisions;
mod inlines;
mod tables;

use std::collections::BTreeMap;

pub(super) use inlines::{FORMS, PHRASES};

use super::marks::{DOCUMENT, text};
use super::tree::{Block, BlockKind, Document, Inline, InlineKind, Meta, MetaEntry, Text};
use super::write::Version;
use crate::document::{self, Matter, Note};

/// The metadata that an exported document has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookFacts {
    /// The keys of Pandoc with one value: `title`, `lang`.
    pub texts: Vec<(&'static str, String)>,
    /// The authors.
    pub authors: Vec<String>,
}

/// Converts a document to one of Pandoc.
#[must_use]
pub fn export(document: &document::Document, facts: &BookFacts, version: Version) -> Document<'static> {
    let mut writer = TreeWriter { notes: &document.notes, is_written: vec![false; document.notes.len()], titles: BTreeMap::new(), version };
    document.divisions().for_each(|(_, division)| writer.name(division));
    let mut blocks = Vec::new();
    for matter in Matter::ALL {
        for division in &document.matter[matter as usize] {
            blocks.push(writer.division(division, 1, Some(matter)));
        }
    }
    let entry = |key: &str, value| MetaEntry { key: text(key), value };
    let mut meta = vec![entry(DOCUMENT, Meta::String(text("1")))];
    meta.extend(facts.texts.iter().map(|(key, value)| entry(key, meta_text(value))));
    if !facts.authors.is_empty() {
        meta.push(entry("author", Meta::List(facts.authors.iter().map(|name| meta_text(name)).collect())));
    }
    Document { meta, blocks }
}

/// A text as a value of the metadata.
fn meta_text(value: &str) -> Meta<'static> {
    let mut inlines = Vec::new();
    push_text(value, &mut inlines);
    Meta::Inlines(inlines)
}

/// Adds a text, cut at its spaces.
fn push_text(value: &str, out: &mut Vec<Inline<'static>>) {
    for (at, word) in value.split(' ').enumerate() {
        if at > 0 {
            out.push(inline(InlineKind::Space));
        }
        if !word.is_empty() {
            out.push(inline(InlineKind::Str(text(word))));
        }
    }
}

/// An inline. It was not read from JSON, so it has no place there.
fn inline(kind: InlineKind<'static>) -> Inline<'static> {
    Inline { tag: Text::default(), kind }
}

/// A block. It was not read from JSON, so it has no place there.
fn block(kind: BlockKind<'static>) -> Block<'static> {
    Block { tag: Text::default(), kind }
}

/// The state of an export.
struct TreeWriter<'d> {
    notes: &'d [Note],
    /// For each note: whether its text was written.
    is_written: Vec<bool>,
    /// The titles of divisions, by the names that links to them have.
    titles: BTreeMap<String, String>,
    version: Version,
}
