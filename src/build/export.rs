//! Writing a book for other programs: what `chapbook export` does.
use std::path::PathBuf;

use crate::diagnostic::Sink;
use crate::document::Document;
use crate::edition::Metadata;
use crate::manuscript::Manuscript;
use crate::markdown_writer::{MarkdownFile, MarkdownOptions, files, plain_text_of};
use crate::pandoc::{self, BookFacts, Version};
use crate::source::SourceMap;

use super::session::{BuildError, BuildRequest, Outcome, write_all};

/// A format for other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// chapbook's Markdown: the assembled manuscript in one text.
    Markdown,
    /// Plain text without markup.
    Text,
    /// Pandoc's JSON, for Pandoc 3.
    Pandoc,
    /// Pandoc's JSON, for Pandoc 2.11 to 2.19.
    Pandoc2,
}

/// Exports a book. Writes the text into a file if there is a path for one. Returns the text; it is empty if the book has errors.
///
/// # Errors
/// If the book cannot be read, or the file cannot be written.
pub fn export(request: &BuildRequest, format: ExportFormat, file: Option<PathBuf>) -> Result<(Outcome, String), BuildError> {
    let mut sources = SourceMap::default();
    sources.allows_outside = request.allow_outside;
    let sink = Sink::default();
    let manuscript = request.read(&mut sources, &sink)?;
    let mut outcome = Outcome::new(sources, sink.sorted()).about(&manuscript);
    if outcome.has_errors() {
        return Ok((outcome, String::new()));
    }
    let text = match format {
        ExportFormat::Markdown => markdown(&manuscript.document, &outcome.sources),
        ExportFormat::Text => plain_text_of(&manuscript.document),
        ExportFormat::Pandoc => pandoc_json(&manuscript, Version::V1_23),
        ExportFormat::Pandoc2 => pandoc_json(&manuscript, Version::V1_22),
    };
    if let Some(path) = file {
        write_all(&[(path.clone(), text.clone().into_bytes())])?;
        outcome.written = vec![path];
    }
    Ok((outcome, text))
}

/// A document in chapbook's Markdown.
fn markdown(document: &Document, sources: &SourceMap) -> String {
    fn add(file: &MarkdownFile, out: &mut String) {
        if !out.is_empty() && !file.text.is_empty() {
            out.push('\n');
        }
        out.push_str(&file.text);
        file.parts.iter().for_each(|inner| add(inner, out));
    }
    let mut out = String::new();
    let options = MarkdownOptions { literal_punctuation: true, sources: Some(sources) };
    files(document, &options).iter().for_each(|file| add(file, &mut out));
    out
}

/// A book as Pandoc's JSON.
fn pandoc_json(manuscript: &Manuscript, version: Version) -> String {
    let facts = manuscript.editions.first().map(|edition| facts(&edition.metadata)).unwrap_or_default();
    pandoc::write(&pandoc::export(&manuscript.document, &facts, version), version)
}

/// The metadata that Pandoc has keys for.
fn facts(metadata: &Metadata) -> BookFacts {
    let optional = [
        ("subtitle", &metadata.subtitle),
        ("date", &metadata.date),
        ("description", &metadata.description),
        ("publisher", &metadata.publisher),
        ("rights", &metadata.rights),
    ];
    let mut texts = vec![("title", metadata.title.clone()), ("lang", metadata.language.tag().to_owned())];
    texts.extend(optional.into_iter().filter_map(|(key, value)| Some((key, value.clone()?))));
    BookFacts { texts, authors: metadata.authors.iter().map(|author| author.name.clone()).collect() }
}
