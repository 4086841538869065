//! Which paragraph is on which page of which edition: `…-pages.json` and `…-pages.csv`.
//!
//! If a reader of a printed edition names a page, a reader of another edition or of the e-book can look it up here. Each list names
//! the printing for which it holds. A printing without an ISBN gets a new id if any of its pages begins with other words.
use std::fmt::Write;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::super::session::Session;
use super::work::{EditionJob, FinishedFile, TypesetEdition};
use crate::document::Folio;
use crate::edition::{Edition, EditionContent, PageListOf};
use crate::resolve::Book;
use crate::study::paragraphs_of;
use crate::typeset::{ItemRole, PageItem, Pages};

/// The id of a printing: the ISBN of the edition, or a UUID (RFC 9562, version 5) made from the identifier of the book, the name of the
/// edition, and the number and first line of each page.
pub(super) fn printing_id(edition: &Edition, pages: &Pages) -> String {
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

/// The number of the page on which each node begins, by node id. `None` for nodes that are not on a page.
pub(super) fn folios(pages: &Pages, nodes: u32) -> Vec<Option<Folio>> {
    let mut folios = vec![None; usize::try_from(nodes).unwrap_or(0)];
    for page in &pages.pages {
        for placed in &page.items {
            if let (ItemRole::Content(node), PageItem::Line(_)) = (placed.role, &placed.item)
                && let Some(folio) = usize::try_from(node.0).ok().and_then(|at| folios.get_mut(at))
            {
                folio.get_or_insert(page.folio);
            }
        }
    }
    folios
}

/// A printed edition in a concordance.
struct PrintedEdition<'a> {
    name: &'a str,
    /// The id of the printing.
    id: &'a str,
    /// See [`folios`].
    folios: Vec<Option<Folio>>,
}

impl Session<'_> {
    /// The two files of the concordance. They are made if an EPUB marks pages and either the book has a lock file or the pages are those of
    /// an edition that `page-list` names.
    pub(super) fn concordance_files(&self, jobs: &[EditionJob], editions: &[TypesetEdition]) -> Vec<FinishedFile> {
        let is_wanted =
            |job: &EditionJob| job.page_list.is_some() && (self.lock.is_some() || matches!(job.edition.page_list, PageListOf::Edition(_)));
        let Some((job, first)) = jobs.iter().zip(editions).find(|(job, _)| is_wanted(job)) else { return Vec::new() };
        let document = &self.manuscript.document;
        let books = jobs.iter().zip(editions).filter(|(job, _)| job.edition.content == EditionContent::Book);
        let printings = books.filter_map(|(job, edition)| {
            let pages = edition.pages.as_ref()?;
            let folios = folios(pages, document.node_count);
            Some(PrintedEdition { name: &job.edition.name, id: pages.printing.as_deref()?, folios })
        });
        let printings: Vec<PrintedEdition<'_>> = printings.collect();
        let book = Book { document, resolution: &first.resolution, edition: &job.edition };
        let rows = rows(&book, &printings);
        let file = |ending: &str, text: String| FinishedFile::other(format!("{}-pages.{ending}", self.manuscript.slug), text.into_bytes());
        vec![file("json", json(&book, &printings, &rows)), file("csv", csv(&printings, &rows))]
    }
}

/// A paragraph of a concordance.
struct ConcordanceRow {
    anchor: String,
    number: String,
    /// The first words.
    words: String,
    /// The page in each printing.
    pages: Vec<Option<String>>,
}

/// The paragraphs that are on a page of at least one printing.
fn rows(book: &Book<'_>, printings: &[PrintedEdition<'_>]) -> Vec<ConcordanceRow> {
    let rows = paragraphs_of(book).into_iter().map(|entry| {
        let folio = |printing: &PrintedEdition<'_>| usize::try_from(entry.node.0).ok().and_then(|at| *printing.folios.get(at)?);
        let pages = printings.iter().map(|printing| folio(printing).map(|folio| folio.to_string())).collect();
        ConcordanceRow { anchor: entry.anchor, number: entry.number, words: entry.words, pages }
    });
    rows.filter(|row| row.pages.iter().any(Option::is_some)).collect()
}

fn json(book: &Book<'_>, printings: &[PrintedEdition<'_>], rows: &[ConcordanceRow]) -> String {
    let paragraph = |row: &ConcordanceRow| {
        let pages = printings.iter().zip(&row.pages).filter_map(|(printing, page)| Some((printing.name.to_owned(), page.clone()?.into())));
        let pages: serde_json::Map<String, serde_json::Value> = pages.collect();
        serde_json::json!({ "anchor": row.anchor, "number": row.number, "pages": pages, "words": row.words })
    };
    let metadata = &book.edition.metadata;
    let json = serde_json::json!({
        "book": { "title": metadata.title, "identifier": metadata.stable_identifier() },
        "editions": printings.iter().map(|printing| serde_json::json!({ "name": printing.name, "id": printing.id })).collect::<Vec<_>>(),
        "paragraphs": rows.iter().map(paragraph).collect::<Vec<_>>(),
    });
    format!("{json:#}\n")
}

fn csv(printings: &[PrintedEdition<'_>], rows: &[ConcordanceRow]) -> String {
    let mut csv = String::from("anchor,number");
    for printing in printings {
        let _ = write!(csv, ",{} ({})", field(printing.name), printing.id);
    }
    csv.push_str(",words\r\n");
    for row in rows {
        let _ = write!(csv, "{},{}", field(&row.anchor), row.number);
        for page in &row.pages {
            let _ = write!(csv, ",{}", page.as_deref().unwrap_or_default());
        }
        let _ = write!(csv, ",{}\r\n", field(&row.words));
    }
    csv
}

/// A field of a CSV file (RFC 4180).
fn field(text: &str) -> String {
    if text.contains([',', '"', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
