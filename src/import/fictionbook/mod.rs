//! E-books in FictionBook 2 (FB2): one XML file with the text, the notes and the pictures, often in a ZIP archive.
//!
//! `description.rs` reads what the file says of the book, `body.rs` the sections, poems, quotations and tables, and `line.rs` the text of a
//! paragraph. A body with a name (`notes`, `comments`) has the notes: a section there with an id is the text of the calls that lead to it.
//! What the schema of FictionBook does not have is reported, and its text is kept.
mod body;
mod description;
mod line;

use std::collections::BTreeMap;

use crate::document::{Note, NoteId};
use crate::source::uri::data;

use super::archive::Archive;
use super::draft::{Draft, DraftPage, block, inline, node};
use super::encoding;
use super::error::ImportError;
use super::remark::Remarks;
use super::xml_file::{XmlElement, parse};

/// The notes of a book, and what else the readers share.
struct FictionBook<'a> {
    /// The texts of the notes by their ids, in the order of the file.
    texts: BTreeMap<&'a str, &'a XmlElement>,
    /// The number of each note that was called, by its id.
    numbers: BTreeMap<&'a str, NoteId>,
    /// The ids of the notes in the order of their calls.
    called: Vec<&'a str>,
    remarks: Remarks,
}

impl<'a> FictionBook<'a> {
    /// The note with an id. `None` if there is no text with that id.
    fn note(&mut self, id: &str) -> Option<NoteId> {
        let (id, _) = self.texts.get_key_value(id)?;
        let next = NoteId(u32::try_from(self.called.len()).unwrap_or(u32::MAX));
        let number = *self.numbers.entry(id).or_insert(next);
        if number == next {
            self.called.push(id);
        }
        Some(number)
    }
}

/// The sections with an id inside an element. A section that has one is not searched.
fn texts<'a>(element: &'a XmlElement, out: &mut BTreeMap<&'a str, &'a XmlElement>) {
    for section in element.elements().filter(|inner| inner.name == "section") {
        match section.value("id") {
            Some(id) if !out.contains_key(id) => {
                out.insert(id, section);
            }
            _ => texts(section, out),
        }
    }
}

/// Reads a book. Returns its pictures by their ids.
///
/// # Errors
/// If it is damaged, or not a book in FB2.
pub(super) fn read(name: &str, bytes: &[u8], draft: &mut Draft) -> Result<BTreeMap<String, Vec<u8>>, ImportError> {
    let damaged = |reason: &str| ImportError::Damaged { file: name.to_owned(), reason: reason.to_owned() };
    let text = if bytes.starts_with(b"PK\x03\x04") {
        let mut archive = Archive::open(name, bytes.to_vec())?;
        let path = archive.paths().find(|path| path.to_lowercase().ends_with(".fb2")).map(str::to_owned);
        let path = path.ok_or_else(|| damaged("there is no FB2 file in it"))?;
        encoding::xml(&archive.file(&path)?.unwrap_or_default())
    } else {
        encoding::xml(bytes)
    };
    let text = text.map_err(|unknown| damaged(&unknown.to_string()))?;
    let root = parse(name, &text)?;
    if root.name != "FictionBook" {
        return Err(damaged("it is not a book in FB2"));
    }
    let mut remarks = std::mem::take(&mut draft.remarks);
    description::read(&root, &mut draft.metadata, &mut remarks);
    draft.has_title = draft.metadata.title.is_some();
    draft.cover = description::cover(&root);
    let is_of_notes = |body: &&XmlElement| body.value("name").is_some();
    let bodies = || root.elements().filter(|element| element.name == "body");
    let mut book = FictionBook { texts: BTreeMap::new(), numbers: BTreeMap::new(), called: Vec::new(), remarks };
    bodies().filter(is_of_notes).for_each(|body| texts(body, &mut book.texts));
    let mut blocks = Vec::new();
    for body in bodies().filter(|body| !is_of_notes(body)) {
        body::read(body, &draft.metadata, &mut book, &mut blocks);
    }
    let mut at = 0;
    // Notes may call notes.
    while let Some(id) = book.called.get(at).copied() {
        at += 1;
        let blocks = book.texts.get(id).copied().map(|text| body::note(text, &mut book)).unwrap_or_default();
        draft.notes.push(Note { node: node(), label: at.to_string(), blocks });
    }
    bodies().filter(is_of_notes).for_each(|body| body::uncalled(body, &mut book, &mut blocks));
    // A note that nothing called may call others.
    while let Some(id) = book.called.get(at).copied() {
        at += 1;
        let blocks = book.texts.get(id).copied().map(|text| body::note(text, &mut book)).unwrap_or_default();
        draft.notes.push(Note { node: node(), label: at.to_string(), blocks });
    }
    for element in root.elements().filter(|element| !matches!(element.name.as_str(), "description" | "body" | "binary" | "stylesheet")) {
        book.remarks.add("unknown elements of FB2, left out", format!("<{}>, “{}”", element.name, element.words()));
    }
    let mut pictures = BTreeMap::new();
    for binary in root.elements().filter(|element| element.name == "binary") {
        let id = binary.value("id").unwrap_or_default();
        let text: String = binary.text().split_whitespace().collect();
        match data(&format!("data:application/octet-stream;base64,{text}")).filter(|bytes| !bytes.is_empty()) {
            Some(bytes) => {
                pictures.insert(id.to_owned(), bytes);
            }
            None => book.remarks.add("pictures that are not Base64, left out", id),
        }
    }
    draft.remarks = book.remarks;
    draft.pages.push(DraftPage { path: "book.fb2".to_owned(), label: None, depth: None, blocks });
    Ok(pictures)
}
