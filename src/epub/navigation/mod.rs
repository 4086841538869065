//! Navigation: the navigation document with contents, landmarks and page list (EPUB 3.3, section 7), the lists of figures and tables,
//! and the NCX for old reading systems.
//!
//! Input: the [`Printer`] and the finished content documents. Output: more documents. Begin reading at [`navigation_document`].
mod captions;
mod contents;
mod landmarks;
mod links;
mod ncx;
mod page_list;

use crate::document::{Folio, Matter};
use crate::epub::content::{ContentDocument, Printer};
use crate::epub::package::ManifestProperty;

use links::NAV;

pub(super) use captions::{caption_lists, caption_sections};
pub(super) use contents::items;
pub(super) use links::label;
pub(super) use ncx::ncx;

/// The navigation document: contents, lists of figures and tables, landmarks, and the page list of the printed edition. `documents`
/// are the other content documents, whose pages it lists with its own.
pub(super) fn navigation_document(printer: &Printer<'_>, has_cover: bool, documents: &[ContentDocument]) -> ContentDocument {
    let document = printer.document(NAV, printer.terms().contents, Matter::Front, |out| {
        contents::contents(out, printer);
        captions::captions(out, printer);
        landmarks::landmarks(out, printer, has_cover);
        if let Some(breaks) = printer.breaks {
            let own: Vec<Folio> = out.placed.clone();
            let marked = documents.iter().map(ContentDocument::marked).chain([(NAV, own.as_slice())]);
            page_list::page_list(out, printer, &breaks.targets(marked));
        }
    });
    ContentDocument { properties: &[ManifestProperty::Nav], ..document }
}
