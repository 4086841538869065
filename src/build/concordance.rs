//! Which page of which edition a paragraph stands on: `…-pages.json` and `…-pages.csv`.
//!
//! Whoever reads on paper names a page; whoever reads another edition, or on screen, looks it up here. Each list names the printing
//! that it is true of: a printing has another id as soon as one of its pages begins with other words.
use std::fmt::Write;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::document::Folio;
use crate::edition::Edition;
use crate::resolve::Book;
use crate::study::paragraphs_of;
use crate::typeset::{PageItem, Pages, Role};

/// The id of a printing: its ISBN, if the edition has one of its own, else a UUID (RFC 9562, version 5) made of the book's identifier,
/// the name of the edition, and the number and first line of each page.
pub(super) fn printing(edition: &Edition, pages: &Pages) -> String {
    if let Some(isbn) = &edition.metadata.isbn {
        return format!("urn:isbn:{isbn}");
    }
    let mut hash = Sha256::new();
    for (page, line) in pages.pages.iter().zip(pages.first_lines()) {
        hash.update(format!("{}\n{}\n", page.folio, line.trim()));
    }
    let digest: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let name = format!("chapbook printing\n{}\n{}\n{digest}", edition.metadata.stable_identifier(), edition.name);
    format!("urn:uuid:{}", Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()))
}

/// One edition on paper.
pub(super) struct Printed<'a> {
    pub(super) name: &'a str,
    pub(super) source: &'a str,
    /// By node: the page on which it begins.
    pub(super) folios: Vec<Option<Folio>>,
}

/// On which page each block begins.
pub(super) fn folios(pages: &Pages, nodes: u32) -> Vec<Option<Folio>> {
    let mut folios = vec![None; usize::try_from(nodes).unwrap_or(0)];
    for page in &pages.pages {
        for placed in &page.items {
            if let (Role::Content(node), PageItem::Line(_)) = (placed.role, &placed.item)
                && let Some(folio) = usize::try_from(node.0).ok().and_then(|at| folios.get_mut(at))
            {
                folio.get_or_insert(page.folio);
            }
        }
    }
    folios
}

/// The two files, without their common name: the ending and the text of each.
pub(super) fn files(book: &Book<'_>, printed: &[Printed<'_>]) -> Vec<(&'static str, String)> {
    let mut csv = String::from("anchor,number");
    printed.iter().for_each(|edition| {
        let _ = write!(csv, ",{} ({})", quoted(edition.name), edition.source);
    });
    csv.push_str(",words\r\n");
    let mut paragraphs = Vec::new();
    for entry in paragraphs_of(book) {
        let folio = |edition: &Printed<'_>| usize::try_from(entry.node.0).ok().and_then(|at| *edition.folios.get(at)?);
        let pages: Vec<Option<String>> = printed.iter().map(|edition| folio(edition).map(|folio| folio.to_string())).collect();
        if pages.iter().all(Option::is_none) {
            continue;
        }
        let _ = write!(csv, "{},{}", quoted(&entry.anchor), entry.number);
        pages.iter().for_each(|page| {
            let _ = write!(csv, ",{}", page.as_deref().unwrap_or_default());
        });
        let _ = write!(csv, ",{}\r\n", quoted(&entry.words));
        let pages: serde_json::Map<String, serde_json::Value> =
            printed.iter().zip(pages).filter_map(|(edition, page)| Some((edition.name.to_owned(), page?.into()))).collect();
        paragraphs.push(serde_json::json!({ "anchor": entry.anchor, "number": entry.number, "pages": pages, "words": entry.words }));
    }
    let editions: Vec<serde_json::Value> =
        printed.iter().map(|edition| serde_json::json!({ "name": edition.name, "id": edition.source })).collect();
    let metadata = &book.edition.metadata;
    let json = serde_json::json!({
        "book": { "title": metadata.title, "identifier": metadata.stable_identifier() },
        "editions": editions,
        "paragraphs": paragraphs,
    });
    vec![("json", format!("{json:#}\n")), ("csv", csv)]
}

/// A field of a table with commas (RFC 4180).
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
