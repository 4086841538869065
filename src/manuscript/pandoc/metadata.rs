//! Pandoc's metadata as settings of a book.
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::edition::{Entry, Setting, Value};
use crate::language::LanguageTag;
use crate::pandoc::{self, Inline, InlineKind, Meta, QuoteKind, byte_range};
use crate::source::{FileId, Span};

/// The keys of Pandoc that are texts, and the keys of `[book]` that mean the same. The first of several that has a value counts.
const TEXTS: [(&str, &str); 7] = [
    ("title", "title"),
    ("subtitle", "subtitle"),
    ("description", "description"),
    ("abstract", "description"),
    ("rights", "rights"),
    ("publisher", "publisher"),
    ("csl", "csl"),
];

/// The metadata of a document as keys of `[book]`, each with its place in the JSON. Keys that other programs need are passed over.
pub(crate) fn settings(file: FileId, json: &str, document: &pandoc::Document<'_>, sink: &Sink) -> Setting {
    let mut reader = MetadataReader { file, json, document, entries: Vec::new(), sink };
    for (theirs, ours) in TEXTS {
        if let Some((meta, span)) = reader.get(theirs) {
            reader.set_text(ours, &reader.text(meta, span), span);
        }
    }
    for key in ["author", "authors", "creator"] {
        if let Some((meta, span)) = reader.get(key) {
            let names = reader.names(meta, span);
            reader.set_list("authors", names, span);
        }
    }
    if let Some((meta, span)) = reader.get("bibliography") {
        let files = reader.names(meta, span);
        reader.set_list("bibliography", files, span);
    }
    reader.date();
    for key in ["lang", "language"] {
        if let Some((meta, span)) = reader.get(key)
            && let Some(tag) = LanguageTag::parse(&reader.text(meta, span).replace('_', "-")).filter(LanguageTag::is_registered)
        {
            reader.set_text("language", tag.tag(), span);
        }
    }
    Setting { span: Span::new(file, 0, 0), value: Value::Table(reader.entries) }
}

struct MetadataReader<'a> {
    file: FileId,
    json: &'a str,
    document: &'a pandoc::Document<'a>,
    entries: Vec<Entry>,
    sink: &'a Sink,
}

impl<'a> MetadataReader<'a> {
    fn get(&self, key: &str) -> Option<(&'a Meta<'a>, Span)> {
        let entry = self.document.meta.iter().find(|entry| entry.key.as_str() == key)?;
        let range = byte_range(self.json, &entry.key).unwrap_or(0..0);
        Some((&entry.value, Span::new(self.file, range.start, range.end)))
    }

    fn set(&mut self, key: &str, value: Value, span: Span) {
        if !self.entries.iter().any(|entry| entry.key == key) {
            self.entries.push(Entry { key: key.to_owned(), span, value: Setting { span, value } });
        }
    }

    fn set_text(&mut self, key: &str, text: &str, span: Span) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.set(key, Value::Text(text), span);
        }
    }

    fn set_list(&mut self, key: &str, texts: Vec<String>, span: Span) {
        let list: Vec<Setting> = texts.into_iter().map(|text| Setting { span, value: Value::Text(text) }).collect();
        if !list.is_empty() {
            self.set(key, Value::List(list), span);
        }
    }

    /// A date. One in words is reported and left out.
    fn date(&mut self) {
        let Some((meta, span)) = self.get("date") else { return };
        let text = self.text(meta, span);
        let date = text.split(['T', ' ']).next().unwrap_or_default();
        let lengths: Vec<usize> = date.split('-').map(str::len).collect();
        let is_numeric = date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if is_numeric && matches!(lengths.as_slice(), [4] | [4, 2] | [4, 2, 2]) {
            self.set_text("date", date, span);
        } else if !text.trim().is_empty() {
            let diagnostic = Diagnostic::new(codes::UNUSED_KEY, span, format!("the date `{text}` is not used"));
            self.sink.report(diagnostic.cause("date").hint("write `2026`, `2026-11` or `2026-11-23`"));
        }
    }

    /// The texts of a list, or the only one. An author may be a table with `name`.
    fn names(&self, meta: &Meta<'_>, span: Span) -> Vec<String> {
        let values: Vec<&Meta<'_>> = match meta {
            Meta::List(values) => values.iter().collect(),
            single => vec![single],
        };
        let name = |value: &&Meta<'_>| match value {
            Meta::Map(entries) => {
                let name = entries.iter().find(|entry| matches!(entry.key.as_str(), "name" | "literal"));
                name.map(|entry| self.text(&entry.value, span)).unwrap_or_default()
            }
            value => self.text(value, span),
        };
        let names = values.iter().map(name).map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
        names.filter(|name| !name.is_empty()).collect()
    }

    /// A value as plain text. Its notes are reported: there is no place for them.
    fn text(&self, meta: &Meta<'_>, span: Span) -> String {
        let mut text = String::new();
        match meta {
            Meta::String(own) => text.push_str(own.as_str()),
            Meta::Bool(_) => {}
            Meta::Inlines(inlines) => self.inlines(inlines, span, &mut text),
            Meta::Blocks(blocks) => {
                for block in blocks {
                    if let pandoc::BlockKind::Para(inlines) | pandoc::BlockKind::Plain(inlines) = &block.kind {
                        self.inlines(inlines, span, &mut text);
                        text.push(' ');
                    }
                }
            }
            // Titles with types: the main one comes first.
            Meta::List(values) => text.push_str(&values.first().map(|first| self.text(first, span)).unwrap_or_default()),
            Meta::Map(entries) => {
                let own = entries.iter().find(|entry| entry.key.as_str() == "text");
                text.push_str(&own.map(|entry| self.text(&entry.value, span)).unwrap_or_default());
            }
        }
        text.trim().to_owned()
    }

    fn inlines(&self, inlines: &[Inline<'_>], span: Span, out: &mut String) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Str(text) | InlineKind::Code(_, text) | InlineKind::Math(_, text) => out.push_str(text.as_str()),
                InlineKind::Space | InlineKind::SoftBreak | InlineKind::LineBreak => out.push(' '),
                InlineKind::Quoted(kind, inner) => {
                    let mark = if *kind == QuoteKind::DoubleQuote { '"' } else { '\'' };
                    out.push(mark);
                    self.inlines(inner, span, out);
                    out.push(mark);
                }
                InlineKind::Emph(inner)
                | InlineKind::Underline(inner)
                | InlineKind::Strong(inner)
                | InlineKind::Strikeout(inner)
                | InlineKind::Superscript(inner)
                | InlineKind::Subscript(inner)
                | InlineKind::SmallCaps(inner)
                | InlineKind::Cite(_, inner)
                | InlineKind::Link(_, inner, _)
                | InlineKind::Image(_, inner, _)
                | InlineKind::Span(_, inner) => self.inlines(inner, span, out),
                InlineKind::RawInline(..) => {}
                InlineKind::Note(_) => {
                    let diagnostic = Diagnostic::new(codes::UNUSED_KEY, span, "a note in the metadata is not used").cause("note");
                    self.sink.report(diagnostic.label("left out").hint("put its words into the text"));
                }
            }
        }
    }
}
