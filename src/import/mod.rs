//! Turns files of other programs into the files of a manuscript folder.
//!
//! Each format has a reader that makes a [`Draft`](draft::Draft): pages of blocks, as the file has them (`web.rs`, `epub/`, `docx/`,
//! `fictionbook/`, `muse/`). A plain text is repaired as text (`repair/`) and divided (`plain_text.rs`). `libreoffice.rs` lets LibreOffice
//! turn other formats into docx. Then the steps are the same for all: names and links of all pages become those of one book (`links.rs`),
//! links to notes become notes (`notes.rs`), what was for the screen only is removed (`tidy.rs`), web pages and e-books are repaired
//! (`page_repair/`), pictures get their places (`pictures.rs`), pages become chapters (`chapters.rs`), and `folder.rs` prints the files.
//! What was left out or changed is in the [`Remarks`]. Nothing is written here.
mod archive;
mod chapters;
mod dates;
mod docx;
mod draft;
mod encoding;
mod epub;
mod error;
mod fictionbook;
mod folder;
mod formulas;
mod libreoffice;
mod links;
mod muse;
mod notes;
mod open_document;
mod page_repair;
mod pictures;
mod plain_text;
mod remark;
mod repair;
mod styles;
mod tables;
mod tidy;
mod web;
mod xml_file;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub use error::ImportError;
pub use folder::FolderFile;
pub use remark::Remarks;
pub use repair::{Change, Rule};

use crate::source::files;

use archive::Archive;
use chapters::Chapter;
use draft::Draft;
use folder::ImportedFile;
use page_repair::PlacedChange;

/// What to import.
#[derive(Clone, Debug, Default)]
pub struct ImportRequest {
    /// The files, in the order of the book.
    pub files: Vec<PathBuf>,
    /// The title of the book, in place of that of the files.
    pub title: Option<String>,
    /// The language of the book, in place of that of the files.
    pub language: Option<String>,
    /// The rules of repair that are not used.
    pub without: BTreeSet<Rule>,
    /// The LibreOffice that turns documents into docx. `None` for that of the search path.
    pub libreoffice: Option<PathBuf>,
}

/// A change to a plain text, a web page or an e-book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// The name of the file. For an e-book, its name and the path of the page in it.
    pub file: String,
    /// The change.
    pub change: Change,
}

impl JournalEntry {
    /// The entry as one line: the place, the rule, the text before and after.
    #[must_use]
    pub fn line(&self) -> String {
        let Change { line, rule, before, after } = &self.change;
        format!("{}:{line}: {}: {before:?} -> {after:?}", self.file, rule.name())
    }
}

/// An imported book.
#[derive(Clone, Debug)]
pub struct Import {
    /// The files of the manuscript folder.
    pub files: Vec<FolderFile>,
    /// What was left out, changed or could not be decided.
    pub remarks: Remarks,
    /// The changes to plain texts, web pages and e-books.
    pub journal: Vec<JournalEntry>,
}

/// The first bytes of a compound file: a document of Word before 2007, or one that is encrypted (MS-CFB, section 2.2).
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SourceFormat {
    Html,
    Epub,
    Docx,
    /// OpenDocument, as an archive or as a single XML file.
    OpenDocument,
    /// A document of Word before 2007.
    OldWord,
    /// Rich Text Format.
    RichText,
    /// FictionBook 2, alone or in an archive.
    FictionBook,
    /// Muse, the markup of amusewiki.
    Muse,
    /// Plain text.
    Text,
}

impl SourceFormat {
    /// The format of a file, by its first bytes, or else by its name.
    fn of(path: &Path, bytes: &[u8]) -> Option<Self> {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if bytes.starts_with(b"PK\x03\x04") {
            // The first file of an e-book or a text of OpenDocument says what it is (OCF 3.3, section 4.3.2; ODF 1.3, part 2, section 3.3).
            let start = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes));
            return Some(match extension.as_str() {
                _ if start.contains("application/epub+zip") => Self::Epub,
                _ if start.contains("application/vnd.oasis.opendocument.text") => Self::OpenDocument,
                // The name of the first file is in its header.
                _ if start.contains(".fb2") => Self::FictionBook,
                "epub" => Self::Epub,
                "odt" => Self::OpenDocument,
                _ => Self::Docx,
            });
        }
        match extension.as_str() {
            // Even if they are damaged, they are not texts.
            "docx" => return Some(Self::Docx),
            "epub" => return Some(Self::Epub),
            "fb2" => return Some(Self::FictionBook),
            "muse" => return Some(Self::Muse),
            "odt" | "fodt" | "ott" => return Some(Self::OpenDocument),
            "doc" if bytes.starts_with(COMPOUND) => return Some(Self::OldWord),
            _ if bytes.starts_with(b"{\\rtf") => return Some(Self::RichText),
            _ => {}
        }
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
        if start.contains("<fictionbook") {
            return Some(Self::FictionBook);
        }
        let is_html = start.contains("<!doctype html") || start.contains("<html");
        if is_html || matches!(extension.as_str(), "html" | "htm" | "xhtml") {
            return Some(Self::Html);
        }
        matches!(extension.as_str(), "txt" | "text" | "md" | "markdown").then_some(Self::Text)
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Html => "HTML",
            Self::Epub => "EPUB",
            Self::Docx => "docx",
            Self::OpenDocument => "OpenDocument",
            Self::OldWord => "Word before 2007",
            Self::RichText => "Rich Text",
            Self::FictionBook => "FictionBook 2",
            Self::Muse => "Muse",
            Self::Text => "plain text",
        }
    }
}

/// Reads files and makes a manuscript from them.
///
/// # Errors
/// If a file cannot be read, is damaged, or is of an unknown format, or if there is no text.
pub fn import(request: &ImportRequest) -> Result<Import, ImportError> {
    let mut whole = Draft::default();
    let mut chapters: Vec<Chapter> = Vec::new();
    let mut origins = Vec::new();
    let mut journal = Vec::new();
    for path in &request.files {
        let mut bytes = files::read(path).map_err(|source| ImportError::Unreadable { path: path.clone(), source })?;
        if bytes.is_empty() {
            return Err(ImportError::Empty(path.clone()));
        }
        let name = path.file_name().map_or_else(|| "file".to_owned(), |name| name.to_string_lossy().into_owned());
        let Some(format) = SourceFormat::of(path, &bytes) else {
            let hint = "Pandoc turns others into docx or HTML: `pandoc FILE -o book.docx`".to_owned();
            return Err(ImportError::UnknownFormat { path: path.clone(), hint });
        };
        if format == SourceFormat::Docx && bytes.starts_with(COMPOUND) {
            return Err(ImportError::NotDocx(path.clone()));
        }
        origins.push(ImportedFile::new(&name, format.name(), &bytes));
        if matches!(format, SourceFormat::OpenDocument | SourceFormat::OldWord | SourceFormat::RichText) {
            let docx = libreoffice::docx(path, &bytes, request.libreoffice.as_deref())?;
            if format == SourceFormat::OpenDocument {
                open_document::remark_losses(&name, &bytes, &docx, &mut whole.remarks);
            }
            bytes = docx;
        }
        let source = OpenedFile { path, name, format, bytes };
        if format == SourceFormat::Text {
            journal.extend(text(&source, &request.without, &mut whole, &mut chapters));
            continue;
        }
        let mut draft = one(source, &request.without, &mut chapters, &whole)?;
        journal.append(&mut draft.journal);
        join(&mut whole, draft);
    }
    if chapters.is_empty() {
        return Err(ImportError::NoText(request.files.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")));
    }
    whole.metadata.title = request.title.clone().or(whole.metadata.title.take()).or_else(|| stem(&request.files));
    if let Some(language) = whole.metadata.language.take() {
        let tag = language.trim().replace('_', "-");
        if is_language_tag(&tag) {
            whole.metadata.language = Some(tag);
        } else {
            whole.remarks.add("languages that are not language tags, left out", language);
        }
    }
    if let Some(date) = whole.metadata.date.take() {
        whole.metadata.date = dates::of_text(&date);
        if whole.metadata.date.as_ref() != Some(&date) {
            whole.remarks.add("dates in another form; compare date under [book]", date);
        }
    }
    if whole.metadata.language.is_none() && request.language.is_none() {
        whole.remarks.add("no file says the language, so it is English; use --language, or change it in book.toml", "");
    }
    whole.metadata.language = request.language.clone().or(whole.metadata.language.take());
    let mut undescribed = 0;
    chapters.iter_mut().for_each(|chapter| undescribed += pictures::mark_undescribed(&mut chapter.blocks));
    whole.notes.iter_mut().for_each(|note| undescribed += pictures::mark_undescribed(&mut note.blocks));
    if undescribed > 0 {
        whole
            .remarks
            .add("pictures without an alternative text, now {.decorative}; describe those that say something", undescribed.to_string());
    }
    let remarks = std::mem::take(&mut whole.remarks);
    Ok(Import { files: folder::files(whole, &chapters, &origins, &journal), remarks, journal })
}

/// Whether a text has the form of a language tag (BCP 47, section 2.1): a language of two to eight letters, and subtags.
fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_language = |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_subtag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    parts.next().is_some_and(is_language) && parts.all(is_subtag)
}

/// A file to import.
struct OpenedFile<'p> {
    path: &'p Path,
    /// Its name, without a folder.
    name: String,
    format: SourceFormat,
    /// Its bytes. For a format that LibreOffice reads, those of the docx file that LibreOffice made.
    bytes: Vec<u8>,
}

/// Reads a plain text, and adds its chapters. Returns the repairs.
fn text(source: &OpenedFile<'_>, without: &BTreeSet<Rule>, whole: &mut Draft, chapters: &mut Vec<Chapter>) -> Vec<JournalEntry> {
    let name = source.name.as_str();
    let decoded = encoding::text(&source.bytes);
    if let Some(encoding) = decoded.other {
        whole.remarks.add(format!("files that are not in UTF-8, read as {encoding}"), name);
    }
    let (repaired, changes) = repair::repaired(&decoded.text, without);
    if whole.metadata.title.is_none() {
        whole.metadata.title = plain_text::title(&repaired);
    }
    chapters.extend(plain_text::chapters(&repaired, whole.metadata.title.as_deref().unwrap_or(name)));
    changes.into_iter().map(|change| JournalEntry { file: name.to_owned(), change }).collect()
}

/// The name of the first file as a title.
fn stem(files: &[PathBuf]) -> Option<String> {
    let stem = files.first()?.file_stem()?.to_string_lossy().replace(['-', '_'], " ");
    Some(stem).filter(|stem| !stem.trim().is_empty())
}

/// Reads one file, and adds its chapters. `whole` has the files before it.
fn one(source: OpenedFile<'_>, without: &BTreeSet<Rule>, chapters: &mut Vec<Chapter>, whole: &Draft) -> Result<Draft, ImportError> {
    let OpenedFile { path, name, format, bytes } = source;
    let mut draft = Draft::default();
    let mut archive: Option<Archive> = None;
    let mut embedded: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    match format {
        SourceFormat::Html | SourceFormat::Text => web::read(&name, &bytes, &mut draft),
        SourceFormat::Epub => archive = Some(epub::read(&name, bytes, &mut draft)?),
        SourceFormat::Muse => muse::read(&name, &bytes, &mut draft),
        SourceFormat::FictionBook => embedded = fictionbook::read(&name, &bytes, &mut draft)?,
        SourceFormat::Docx | SourceFormat::OpenDocument | SourceFormat::OldWord | SourceFormat::RichText => {
            archive = Some(docx::read(&name, bytes, &mut draft)?);
        }
    }
    links::globalise(&mut draft.pages, &mut draft.notes);
    notes::rebuild(&mut draft);
    let mut remarks = std::mem::take(&mut draft.remarks);
    for page in &mut draft.pages {
        page.blocks = tidy::tidy(std::mem::take(&mut page.blocks), &mut remarks);
    }
    for note in &mut draft.notes {
        note.blocks = tidy::tidy(std::mem::take(&mut note.blocks), &mut remarks);
        tidy::without_anchors(&mut note.blocks);
    }
    let is_repaired = matches!(format, SourceFormat::Html | SourceFormat::Epub);
    let mut changes = if is_repaired { page_repair::repair(&mut draft, without) } else { Vec::new() };
    let dead = links::settle(&mut draft.pages, &mut draft.notes, !(is_repaired && without.contains(&Rule::DeadLinks)));
    for link in dead {
        remarks.add("links that lead to nothing, now plain text", link.text.clone());
        changes.push(PlacedChange::new(link.span, Rule::DeadLinks, format!("[{}]({})", link.text, link.target), link.text));
    }
    draft.remarks = remarks;
    if is_repaired {
        draft.journal = journal_of(changes, &draft, &name, format);
    }
    let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
    pictures::collect(&mut draft, &whole.pictures, &mut |source: &str| match &mut archive {
        Some(archive) => archive.file(source).ok().flatten(),
        None if format == SourceFormat::FictionBook => embedded.get(source).cloned(),
        None => beside(&folder, source),
    });
    let mut own = if format == SourceFormat::Epub { chapters::of_pages(&mut draft) } else { chapters::of_one_page(&mut draft) };
    chapters::without_title_page(&mut own, &mut draft);
    shift(&mut own, &mut draft, whole.notes.len());
    chapters.append(&mut own);
    Ok(draft)
}

/// The changes to pages with their places, in the order of the pages.
fn journal_of(changes: Vec<PlacedChange>, draft: &Draft, name: &str, format: SourceFormat) -> Vec<JournalEntry> {
    let mut entries: Vec<(PlacedChange, JournalEntry)> = Vec::new();
    for placed in changes {
        let place = page_repair::place(&draft.sources, placed.span);
        let line = place.as_ref().map_or(1, |place| place.line);
        let file = match place {
            Some(place) if format == SourceFormat::Epub => format!("{name}/{}", place.path),
            _ => name.to_owned(),
        };
        let change = Change { line, ..placed.change.clone() };
        entries.push((placed, JournalEntry { file, change }));
    }
    entries.sort_by_key(|(placed, entry)| (placed.span.file, entry.change.line, entry.change.rule));
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// A picture beside a page: a file in its folder or below.
fn beside(folder: &Path, source: &str) -> Option<Vec<u8>> {
    let path = Path::new(source);
    if path.is_absolute() || files::refusal(folder, source, files::FileUse::Text).is_some() {
        return None;
    }
    files::read(&folder.join(path)).ok()
}

/// Numbers the notes of a file after those of the files before it.
fn shift(chapters: &mut [Chapter], draft: &mut Draft, by: usize) {
    use crate::document::{Inline, InlineKind, VisitMut, walk_blocks_mut};
    struct NoteShift(u32);
    impl VisitMut for NoteShift {
        fn inline(&mut self, inline: &mut Inline) {
            if let InlineKind::NoteCall(note) = &mut inline.kind {
                note.0 += self.0;
            }
        }
    }
    let mut pass = NoteShift(u32::try_from(by).unwrap_or(u32::MAX));
    chapters.iter_mut().for_each(|chapter| walk_blocks_mut(&mut chapter.blocks, &mut pass));
    for note in &mut draft.notes {
        walk_blocks_mut(&mut note.blocks, &mut pass);
    }
}

/// Adds a file to the book. What the first file says of the book takes precedence.
fn join(whole: &mut Draft, mut draft: Draft) {
    if whole.metadata == draft::DraftMetadata::default() {
        whole.metadata = draft.metadata;
    }
    whole.notes.append(&mut draft.notes);
    whole.cover = whole.cover.take().or(draft.cover);
    for picture in draft.pictures {
        if !whole.pictures.contains(&picture) {
            whole.pictures.push(picture);
        }
    }
    whole.remarks.join(draft.remarks);
}
