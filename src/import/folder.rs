//! The files of a manuscript folder.
use sha2::{Digest, Sha256};

use crate::document::{DivisionKind, Matter};
use crate::manuscript::toml_string;
use crate::markdown_writer::{MarkdownOptions, blocks_with_notes};

use super::JournalEntry;
use super::chapters::Chapter;
use super::draft::{Draft, DraftMetadata};

/// A file that was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ImportedFile {
    /// The name of the file.
    pub(super) name: String,
    /// The format, as the record names it.
    pub(super) format: &'static str,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub(super) hash: String,
}

impl ImportedFile {
    pub(super) fn new(name: &str, format: &'static str, bytes: &[u8]) -> Self {
        let hash = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { name: name.to_owned(), format, hash }
    }
}

/// A file to write: its path in the folder, with forward slashes, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderFile {
    /// The path.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// An entry of `[matter]`.
struct BookEntry {
    matter: Matter,
    name: String,
    kind: Option<DivisionKind>,
    /// For a part: its chapters.
    inner: Vec<Self>,
}

impl BookEntry {
    /// The entry as it is written, with an indent before each line.
    fn written(&self, indent: &str) -> String {
        let name = toml_string(&self.name);
        let Some(kind) = self.kind else { return format!("{indent}{name},\n") };
        if kind != DivisionKind::Part {
            return format!("{indent}{{ file = {name}, kind = {} }},\n", toml_string(kind.name()));
        }
        let inner: String = self.inner.iter().map(|entry| entry.written(&format!("{indent}  "))).collect();
        format!("{indent}{{ file = {name}, kind = \"part\", files = [\n{inner}{indent}] }},\n")
    }
}

/// The longest name of a chapter's file, in bytes.
const LONGEST: usize = 48;

/// The name of a chapter's file: its number and the first words of its title.
fn file_name(number: usize, title: &str) -> String {
    let mut words = String::new();
    for word in title.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if words.len() + word.len() > LONGEST {
            break;
        }
        if !words.is_empty() {
            words.push('-');
        }
        words.push_str(word);
    }
    if words.is_empty() { format!("{number:02}.md") } else { format!("{number:02}-{words}.md") }
}

/// All files of a manuscript: the chapters, the pictures, `book.toml` and the record of the sources.
pub(super) fn files(draft: Draft, chapters: &[Chapter], origins: &[ImportedFile], journal: &[JournalEntry]) -> Vec<FolderFile> {
    let options = MarkdownOptions::default();
    let mut out = Vec::new();
    let mut entries: Vec<BookEntry> = Vec::new();
    // The depth of the part that is open.
    let mut part: Option<usize> = None;
    let width = usize::from(chapters.len() < 99);
    for (at, chapter) in chapters.iter().enumerate() {
        let mut name = file_name(at + width, &chapter.title);
        while out.iter().any(|file: &FolderFile| file.path == name) {
            name.insert(0, '_');
        }
        let text = match &chapter.markdown {
            Some(text) => text.clone(),
            None => blocks_with_notes(&chapter.blocks, &draft.notes, &options),
        };
        out.push(FolderFile { path: name.clone(), bytes: text.into_bytes() });
        let kind = chapter.kind.or_else(|| chapter.title.is_empty().then_some(DivisionKind::Preface));
        let entry = BookEntry { matter: chapter.matter, name, kind, inner: Vec::new() };
        let is_inside = chapter.kind != Some(DivisionKind::Part) && part.is_some_and(|part| chapter.depth.is_some_and(|own| own > part));
        match entries.last_mut().filter(|_| is_inside) {
            Some(last) => last.inner.push(entry),
            None => {
                part = chapter.depth.filter(|_| chapter.kind == Some(DivisionKind::Part));
                entries.push(entry);
            }
        }
    }
    out.push(FolderFile { path: "book.toml".to_owned(), bytes: book_toml(&draft.metadata, draft.cover.as_deref(), &entries).into_bytes() });
    out.push(FolderFile { path: "provenance.toml".to_owned(), bytes: provenance(&draft.metadata, origins).into_bytes() });
    if !journal.is_empty() {
        let lines: String = journal.iter().map(|entry| format!("{}\n", entry.line())).collect();
        out.push(FolderFile { path: "repairs.txt".to_owned(), bytes: lines.into_bytes() });
    }
    out.extend(draft.pictures.into_iter().map(|picture| FolderFile { path: picture.path, bytes: picture.bytes }));
    out
}

/// The settings of the book.
fn book_toml(metadata: &DraftMetadata, cover: Option<&str>, entries: &[BookEntry]) -> String {
    let mut out = String::from("[book]\n");
    let mut add = |key: &str, value: &Option<String>| {
        if let Some(value) = value {
            out.push_str(&format!("{key} = {}\n", toml_string(value)));
        }
    };
    add("title", &Some(metadata.title.clone().unwrap_or_else(|| "Untitled".to_owned())));
    add("subtitle", &metadata.subtitle);
    add("language", &Some(metadata.language.clone().unwrap_or_else(|| "en".to_owned())));
    add("identifier", &metadata.identifier);
    add("publisher", &metadata.publisher);
    add("date", &metadata.date);
    add("rights", &metadata.rights);
    add("description", &metadata.description);
    add("cover", &cover.map(str::to_owned));
    let list = |values: &[String]| values.iter().map(|value| toml_string(value)).collect::<Vec<_>>().join(", ");
    if !metadata.authors.is_empty() {
        out.push_str(&format!("authors = [{}]\n", list(&metadata.authors)));
    }
    if !metadata.contributors.is_empty() {
        let one = |(name, role): &(String, String)| format!("{{ name = {}, role = {} }}", toml_string(name), toml_string(role));
        out.push_str(&format!("contributors = [{}]\n", metadata.contributors.iter().map(one).collect::<Vec<_>>().join(", ")));
    }
    if !metadata.subjects.is_empty() {
        out.push_str(&format!("subjects = [{}]\n", list(&metadata.subjects)));
    }
    if let Some(series) = &metadata.series {
        out.push_str(&format!("series = {{ name = {} }}\n", toml_string(series)));
    }
    out.push_str("\n[matter]\n");
    for (matter, name) in Matter::ALL.into_iter().zip(["front", "body", "back"]) {
        let own: Vec<String> = entries.iter().filter(|entry| entry.matter == matter).map(|entry| entry.written("  ")).collect();
        if !own.is_empty() {
            out.push_str(&format!("{name} = [\n{}]\n", own.concat()));
        }
    }
    out
}

/// The record of where the text comes from.
fn provenance(metadata: &DraftMetadata, origins: &[ImportedFile]) -> String {
    let mut out = String::from("# The files that this manuscript was made from. chapbook does not read this record.\n");
    for origin in origins {
        out.push_str(&format!(
            "\n[[source]]\nfile = {}\nformat = {}\nsha-256 = {}\n",
            toml_string(&origin.name),
            toml_string(origin.format),
            toml_string(&origin.hash)
        ));
        if let Some(date) = &metadata.date {
            out.push_str(&format!("date = {}\n", toml_string(date)));
        }
    }
    out
}
