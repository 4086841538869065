//! Documents of Word and LibreOffice: WordprocessingML (ECMA-376, fifth edition, part 1).
//!
//! The parts of the package are read first: styles (`styles.rs`), numberings (`numbering.rs`), notes and relations. `body.rs` reads
//! paragraphs and joins them into lists, quotations and captions; `line.rs` reads the runs of a paragraph, `look.rs` makes inlines from
//! them, `table.rs` reads tables, and `formula.rs` formulas.
mod body;
mod formula;
mod line;
mod look;
mod numbering;
mod styles;
mod table;

use std::collections::BTreeMap;

use crate::document::{Node, Note};
use crate::source::Span;
use crate::source::uri::{is_remote, joined};

use super::archive::Archive;
use super::draft::{Draft, DraftPage};
use super::error::ImportError;
use super::remark::Remarks;
use super::xml_file::{XmlElement, parse};

use numbering::Numberings;
use styles::Styles;

/// The relations of a part: what its ids stand for.
#[derive(Clone, Debug, Default)]
struct PartRelations {
    targets: BTreeMap<String, String>,
}

impl PartRelations {
    /// The target of an id: a path in the package, or an address.
    fn target(&self, id: &str) -> Option<&str> {
        self.targets.get(id).map(String::as_str)
    }

    /// Reads the relations of the part with a path.
    fn of(path: &str, archive: &mut Archive) -> Result<(Self, Vec<(String, String)>), ImportError> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let file = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let (mut relations, mut kinds) = (Self::default(), Vec::new());
        let Some(text) = archive.text(&file)? else { return Ok((relations, kinds)) };
        for relation in parse(&file, &text)?.elements() {
            let (Some(id), Some(target)) = (relation.value("Id"), relation.value("Target")) else { continue };
            let is_outside = relation.value("TargetMode") == Some("External") || is_remote(target);
            let target = if is_outside { target.to_owned() } else { joined(path, target) };
            let kind = relation.value("Type").and_then(|kind| kind.rsplit('/').next()).unwrap_or_default();
            kinds.push((kind.to_owned(), target.clone()));
            relations.targets.insert(id.to_owned(), target);
        }
        Ok((relations, kinds))
    }
}

/// The notes of a part, by their ids.
#[derive(Clone, Debug, Default)]
struct NotePart {
    elements: BTreeMap<String, XmlElement>,
    relations: PartRelations,
}

/// What the readers of a document share.
struct Docx<'a> {
    styles: Styles,
    numberings: Numberings,
    /// The notes by the kind of their part.
    parts: BTreeMap<&'static str, NotePart>,
    /// The number of each note that was called, by its kind and id, and the calls in their order.
    numbers: BTreeMap<(&'static str, String), u32>,
    called: Vec<(&'static str, String)>,
    language: Option<String>,
    /// Whether a paragraph of the style Title was the title.
    has_title: bool,
    /// The number of tracked changes.
    changes: usize,
    remarks: &'a mut Remarks,
}

impl Docx<'_> {
    /// The number of a note.
    fn note(&mut self, kind: &'static str, id: &str) -> u32 {
        let next = u32::try_from(self.called.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry((kind, id.to_owned())).or_insert(next);
        if number == next {
            self.called.push((kind, id.to_owned()));
        }
        number
    }
}

/// Reads a document. Returns the archive too, which has its pictures.
///
/// # Errors
/// If it is damaged, or not a document of Word.
pub(super) fn read(name: &str, bytes: Vec<u8>, draft: &mut Draft) -> Result<Archive, ImportError> {
    let mut archive = Archive::open(name, bytes)?;
    let (_, kinds) = PartRelations::of("", &mut archive)?;
    let find = |kinds: &[(String, String)], wanted: &str| kinds.iter().find(|(kind, _)| kind == wanted).map(|(_, path)| path.clone());
    let missing = || ImportError::Damaged { file: name.to_owned(), reason: "it is not a document of Word".to_owned() };
    let main = find(&kinds, "officeDocument").ok_or_else(missing)?;
    let document = archive.text(&main)?.ok_or_else(missing)?;
    let document = parse(&main, &document)?;
    let body = document.child("body").ok_or_else(missing)?;
    let (relations, parts) = PartRelations::of(&main, &mut archive)?;
    let mut part = |kind: &str| -> Result<Option<(String, XmlElement)>, ImportError> {
        let Some(path) = find(&parts, kind) else { return Ok(None) };
        let Some(text) = archive.text(&path)? else { return Ok(None) };
        Ok(Some((path.clone(), parse(&path, &text)?)))
    };
    let styles = part("styles")?.map(|(_, root)| Styles::of(&root)).unwrap_or_default();
    let numberings = part("numbering")?.map(|(_, root)| Numberings::of(&root)).unwrap_or_default();
    let comments = part("comments")?.map_or(0, |(_, root)| root.elements().count());
    let mut found = Vec::new();
    for (kind, file) in [("footnote", "footnotes"), ("endnote", "endnotes")] {
        if let Some((path, root)) = part(file)? {
            let notes = root.elements().filter(|element| element.name == kind && element.value("type").is_none_or(|kind| kind == "normal"));
            let elements = notes.filter_map(|element| Some((element.value("id")?.to_owned(), element.clone()))).collect();
            found.push((kind, path, elements));
        }
    }
    let mut notes = BTreeMap::new();
    for (kind, path, elements) in found {
        let (mut own, _) = PartRelations::of(&path, &mut archive)?;
        // Pandoc gives pictures in notes the ids of the document.
        for (id, target) in &relations.targets {
            own.targets.entry(id.clone()).or_insert_with(|| target.clone());
        }
        let relations = own;
        notes.insert(kind, NotePart { elements, relations });
    }
    if let Some(path) = find(&kinds, "core-properties")
        && let Some(text) = archive.text(&path)?
    {
        core(&parse(&path, &text)?, draft);
    }
    let language = styles.language.clone();
    draft.metadata.language = language.clone().or(draft.metadata.language.take());
    let mut remarks = std::mem::take(&mut draft.remarks);
    if comments > 0 {
        remarks.add("comments, left out", comments.to_string());
    }
    let mut docx = Docx {
        styles,
        numberings,
        parts: notes,
        numbers: BTreeMap::new(),
        called: Vec::new(),
        language,
        has_title: false,
        changes: 0,
        remarks: &mut remarks,
    };
    let blocks = body::read(body, &relations, &mut docx, &mut draft.metadata, true);
    draft.has_title = docx.has_title;
    let mut at = 0;
    // Notes may call notes.
    while let Some((kind, id)) = docx.called.get(at).cloned() {
        at += 1;
        let part = docx.parts.get(kind).cloned().unwrap_or_default();
        let blocks = match part.elements.get(&id) {
            Some(element) => body::note(element, &part.relations, &mut docx),
            None => {
                docx.remarks.add("calls of notes without a text", id.clone());
                Vec::new()
            }
        };
        draft.notes.push(Note { node: Node::at(Span::DETACHED), label: at.to_string(), blocks });
    }
    if docx.changes > 0 {
        let count = docx.changes.to_string();
        docx.remarks.add("tracked changes, taken as accepted", count);
    }
    draft.remarks = remarks;
    // Paths of pictures begin at the root of the package.
    draft.pages.push(DraftPage { path: "document.xml".to_owned(), label: None, depth: None, blocks });
    Ok(archive)
}

/// The metadata of the package.
fn core(root: &XmlElement, draft: &mut Draft) {
    let value = |name: &str| root.child(name).map(XmlElement::words).filter(|words| !words.is_empty());
    let metadata = &mut draft.metadata;
    metadata.title = value("title");
    metadata.authors =
        value("creator").into_iter().flat_map(|names| names.split(';').map(|name| name.trim().to_owned()).collect::<Vec<_>>()).collect();
    metadata.description = value("description");
    metadata.language = value("language");
    metadata.subjects = value("keywords")
        .into_iter()
        .flat_map(|words| words.split([',', ';']).map(|word| word.trim().to_owned()).collect::<Vec<_>>())
        .collect();
    metadata.subjects.retain(|subject| !subject.is_empty());
}
